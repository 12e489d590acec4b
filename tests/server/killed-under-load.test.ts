/** A site that is killed while many write: what it has said yes to is there, and nothing is half done. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { importPapers } from '../../src/db/papers/import-papers.ts'
import { useDatabase } from '../support/database.ts'
import { aDraft, NEW_YORK } from '../support/papers.ts'
import { aMember, type TestMember } from '../support/sign-in.ts'
import { type Site, serveSite } from '../support/site.ts'

const MEMBERS = 6
const PAPERS = 40
const KILL_AFTER = 60

const database = useDatabase()
let site: Site
const members: TestMember[] = []
const papers: string[] = []

beforeAll(async () => {
  for (let n = 0; n < MEMBERS; n++) members.push(await aMember())
  const drafts = Array.from({ length: PAPERS }, () => aDraft())
  papers.push(...drafts.map(({ arxivId }) => arxivId ?? ''))
  const placed = drafts.map((draft, position) => ({ draft, position }))
  await importPapers(placed, { now: new Date(), clock: NEW_YORK })
  site = await serveSite({ DATABASE_URL: database.url(), LIMITS: 'off' })
})
afterAll(async () => {
  await site.stop()
})

/** Whether the site said that the vote stands. */
async function vote(paper: string, { cookie }: TestMember): Promise<boolean> {
  try {
    const answer = await fetch(`${site.url}/papers/${paper}/vote`, {
      method: 'POST',
      headers: {
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
        origin: site.url,
        cookie,
      },
      body: 'on=1',
    })
    return answer.ok && ((await answer.json()) as { on: boolean }).on
  } catch {
    return false
  }
}

it('keeps every vote that it has acknowledged', async () => {
  const acknowledged: string[] = []
  await Promise.all(
    members.map(async (member) => {
      for (const paper of papers) {
        if (await vote(paper, member)) acknowledged.push(`${paper} ${member.id}`)
        if (acknowledged.length === KILL_AFTER) site.child.kill('SIGKILL')
        if (site.child.killed) return
      }
    }),
  )
  expect(acknowledged.length).toBeGreaterThanOrEqual(KILL_AFTER)
  const rows = await database.query<{ vote: string }>(
    "select paper_id || ' ' || member_id as vote from votes where withdrawn_at is null",
  )
  const stored = new Set(rows.map((row) => row.vote))
  expect(acknowledged.filter((one) => !stored.has(one))).toEqual([])
  const wrong = await database.query(
    `select id from papers where vote_count <> (select count(*) from votes
      where paper_id = papers.id and withdrawn_at is null)`,
  )
  expect(wrong).toEqual([])
  site = await serveSite({ DATABASE_URL: database.url() })
  expect(await vote(papers[0] ?? '', members[0] as TestMember)).toBe(true)
}, 120_000)
