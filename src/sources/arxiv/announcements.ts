/** What arXiv announces today in the chosen categories. https://info.arxiv.org/help/rss.html */
import { isEditionDay } from '../../domain/edition.ts'
import { DoubtfulAnswer } from '../answer-error.ts'
import { readMailDate } from '../dates.ts'
import type { Feed } from '../feed.ts'
import { openAnswer } from './open-answer.ts'
import { arxivService, rssAddress } from './service.ts'
import { child, children, childText, type Element } from './xml.ts'

/** The feed is made at midnight in New York; exactly when it is published is not promised. */
const EVERY_MINUTES = 60

/** New papers and cross-lists carry the day that lists them; replacements only bring metadata. */
export function arxivAnnouncements(categories: string[]): Feed {
  return {
    name: 'arXiv announcements',
    service: arxivService(),
    fillsEditions: true,
    everyMinutes: EVERY_MINUTES,
    async *pages(ask) {
      const bytes = await ask.ifChanged(rssAddress(categories))
      if (!bytes) return
      const { document, items } = openAnswer(bytes)
      doubt(document.root)
      yield { items, cursor: null }
    },
  }
}

/** There are no announcements on holidays either, but nothing says which days those are. */
function doubt(root: Element) {
  const channel = child(root, 'channel')
  const day = readMailDate(childText(channel, 'pubDate') ?? '')?.day
  if (children(channel, 'item').length > 0 || (day && !isEditionDay(day))) return
  throw new DoubtfulAnswer(`nothing announced on a weekday${day ? `, ${day}` : ''}`)
}
