/** What readers see of the sources: the status page, and a notice above lists when one is silent. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dateIn } from '../../src/domain/dates.ts'
import { isEditionDay } from '../../src/domain/edition.ts'
import { useDatabase } from '../support/database.ts'
import { strangersCookie } from '../support/sign-in.ts'
import { type Site, serveSite } from '../support/site.ts'

const { query, url } = useDatabase()

let site: Site
beforeAll(async () => {
  site = await serveSite({ DATABASE_URL: url() })
}, 240_000)
afterAll(() => site.stop())

/** Asked as a member, so that nothing stored is shown. */
const pageOf = async (path: string) => {
  const headers = { Cookie: strangersCookie() }
  const answer = await fetch(site.url + path, { headers })
  return (await answer.text()).replaceAll('<!-- -->', '')
}
const feed = (
  name: string,
  source: string,
  fillsEditions: boolean,
  lastGood: string | null,
  error: string | null = null,
) =>
  query(
    `insert into source_feeds (name, source, fills_editions, failures, next_try_at, last_good_at, last_error)
     values ($1, $2, $3, $4, now() + interval '1 hour', now() - $5::interval, $6)`,
    [name, source, fillsEditions, error ? 6 : 0, lastGood, error],
  )
const isWeekday = () => isEditionDay(dateIn('America/New_York', new Date()))

describe('before any source was asked', () => {
  it('nothing is stale, and the status page says so', async () => {
    expect(await pageOf('/')).not.toContain('No data from')
    expect(await pageOf('/status')).toContain('No source has been checked yet.')
  })
})

describe('a source that has been silent for days', () => {
  it('is named above lists on weekdays, and on no other page', async () => {
    await feed('arXiv announcements', 'arxiv', true, '4 days', 'arXiv: status 503')
    await feed('Hugging Face daily lists', 'hugging-face', true, '5 minutes')
    await feed('Hugging Face back-fill', 'hugging-face', false, '40 days')
    for (const path of ['/', '/papers/trending', '/papers/week/2026-W07']) {
      expect((await pageOf(path)).includes('No data from arXiv since')).toBe(isWeekday())
    }
    expect(await pageOf('/about')).not.toContain('No data from')
  })

  it('is on the status page with its failures, beside those that are well', async () => {
    await query(
      `insert into import_runs (source, started_at, ended_at, imported, unchanged, seen)
       values ('Hugging Face daily lists', now(), now(), 3, 4, 7)`,
    )
    const page = await pageOf('/status')
    for (const told of [
      'arXiv: status 503',
      '4 days ago',
      '6, so it’s only tried now and then',
      '5 min ago',
      '7 read: 3 stored, 4 unchanged, 0 quarantined',
    ]) {
      expect(page).toContain(told)
    }
  })
})
