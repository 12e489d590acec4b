/** arXiv's three services, whose limits count for all together: https://info.arxiv.org/help/api/tou.html */
import { LISTING_SOURCE_NAMES } from '../../domain/listing-rule.ts'
import { env } from '../../env.ts'
import { addressIn, type Service } from '../service.ts'

/** At most one request every three seconds, one at a time, from all of our machines together. */
const GAP_MS = 3_000
const MOST_BYTES = 20 * 2 ** 20

type Places = { api: URL; oai: URL; rss: URL }

export function arxivService(): Service {
  return {
    name: 'arxiv',
    title: LISTING_SOURCE_NAMES.arxiv,
    gapMs: GAP_MS,
    mostBytes: MOST_BYTES,
    bases: Object.values(places()),
    headers: { Accept: 'application/atom+xml, application/rss+xml, application/xml, text/xml' },
  }
}

/** The query API: https://info.arxiv.org/help/api/user-manual.html */
export function queryAddress(ids: string[]): URL {
  const query = { id_list: ids.join(','), start: '0', max_results: String(ids.length) }
  return addressIn(places().api, '/query', query)
}

/** OAI-PMH: https://info.arxiv.org/help/oa/index.html */
export function oaiAddress(query: Record<string, string>): URL {
  return addressIn(places().oai, '', query)
}

/** The announcements in some categories as one feed: https://info.arxiv.org/help/rss.html */
export function rssAddress(categories: string[]): URL {
  return addressIn(places().rss, `/${categories.join('+')}`)
}

/** arXiv has a host for each service; a mirror is one host for all three. */
function places(): Places {
  const mirror = env().ARXIV_URL
  if (mirror && !/(^|\.)arxiv\.org$/.test(new URL(mirror).hostname)) {
    const base = new URL(mirror)
    return {
      api: addressIn(base, '/api'),
      oai: addressIn(base, '/oai'),
      rss: addressIn(base, '/rss'),
    }
  }
  return {
    api: new URL('https://export.arxiv.org/api'),
    oai: new URL('https://oaipmh.arxiv.org/oai'),
    rss: new URL('https://rss.arxiv.org/rss'),
  }
}
