/** What a write announces, to whom, and in how many notices. */
import pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { announce, flushChanges, noticesOf } from '../../src/db/changes.ts'
import { importPapers } from '../../src/db/papers/import-papers.ts'
import { listRemovedSince, removePaper } from '../../src/db/papers/removals.ts'
import { castVote } from '../../src/db/votes/votes.ts'
import { ALL_PAGES } from '../../src/wire/page-tags.ts'
import { useDatabase } from '../support/database.ts'
import { aDraft, NEW_YORK } from '../support/papers.ts'
import { aMemberRow } from '../support/sign-in.ts'

const { url } = useDatabase()
let listener: pg.Client | undefined
afterEach(() => listener?.end())

/** All tags that are announced while `work` is done and flushed, notice by notice. */
async function heardDuring(work: () => unknown): Promise<string[][]> {
  await flushChanges()
  listener = new pg.Client(url())
  await listener.connect()
  const heard: string[][] = []
  listener.on('notification', ({ payload }) => heard.push(JSON.parse(payload ?? '[]')))
  await listener.query('listen broadsheet_changes')
  await work()
  await flushChanges()
  await listener.query('select 1')
  return heard
}

let made = 0
async function aPaper(given: Partial<Parameters<typeof aDraft>[0]> = {}): Promise<string> {
  const title = `A paper about tags ${++made}`
  const draft = aDraft({ title, ...given })
  await importPapers([{ draft, position: made }], { now: new Date(), clock: NEW_YORK })
  await flushChanges()
  const { db } = await import('../../src/db/client.ts')
  return (await db().paper.findFirstOrThrow({ where: { title } })).id
}
const voteFor = async (paperId: string) =>
  castVote({ memberId: await aMemberRow(), paperId, network: null, now: new Date() })

describe('a vote', () => {
  it('makes old the pages that show its paper, and no page of other topics', async () => {
    const paperId = await aPaper({
      categories: ['cs.CL'],
      authors: ['Ada Example', 'Ben Other'],
      listings: [{ date: '2026-02-09', listedAt: null }],
    })
    const [tags = []] = await heardDuring(() => voteFor(paperId))
    expect(tags).toEqual(
      expect.arrayContaining([
        `paper:${paperId}`,
        'edition:2026-02-09',
        'week:2026-W07',
        'month:2026-02',
        'front',
        'trending',
        'category:cs.CL',
        'author:ada-example',
        'author:ben-other',
      ]),
    )
    expect(tags.join()).not.toMatch(/topics|all|cs\.LG/)
  })

  it('leaves the front page alone when its paper was listed long before the newest edition', async () => {
    const paperId = await aPaper({ listings: [{ date: '2025-11-03', listedAt: null }] })
    const [tags = []] = await heardDuring(() => voteFor(paperId))
    expect(tags).toContain('edition:2025-11-03')
    expect(tags).not.toContain('front')
  })

  it('for a paper of very many authors names them together', async () => {
    const authors = Array.from({ length: 400 }, (_, n) => `Author Number${n}`)
    const paperId = await aPaper({ authors })
    const [tags = []] = await heardDuring(() => voteFor(paperId))
    expect(tags).toContain('authors')
    expect(tags.length).toBeLessThan(20)
  })
})

describe('notices', () => {
  it('hold less than Postgres takes, and everything', async () => {
    const tags = Array.from({ length: 900 }, (_, n) => `paper:ein-größeres-papier-${n}`)
    const notices = noticesOf(tags)
    for (const notice of notices) expect(Buffer.byteLength(notice)).toBeLessThan(8_000)
    expect(notices.flatMap((notice) => JSON.parse(notice))).toEqual(tags)
    const heard = await heardDuring(() => announce(tags))
    expect(heard.length).toBeGreaterThan(1)
    expect(new Set(heard.flat())).toEqual(new Set(tags))
  })

  it('say "all" where that is shorter', async () => {
    expect(
      await heardDuring(() => announce(Array.from({ length: 5_000 }, (_, n) => `paper:${n}`))),
    ).toEqual([[ALL_PAGES]])
  })
})

describe('a removal', () => {
  it('says that pages with its paper are gone, not only old', async () => {
    const since = new Date()
    const paperId = await aPaper({ listings: [{ date: '2026-02-09', listedAt: null }] })
    const heard = await heardDuring(() =>
      removePaper(paperId, 'Not a paper.', { actor: 'ada', now: new Date() }),
    )
    expect(heard.flat()).toEqual(
      expect.arrayContaining([
        `gone:paper:${paperId}`,
        'gone:edition:2026-02-09',
        'gone:front',
        'all',
      ]),
    )
    expect(await listRemovedSince(since)).toContain(paperId)
    expect(await listRemovedSince(new Date(Date.now() + 60_000))).toEqual([])
  })
})
