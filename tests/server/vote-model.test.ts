/** Votes over HTTP against a model, while papers are removed and restored underneath. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { importPapers } from '../../src/db/papers/import-papers.ts'
import { removePaper, restorePaper } from '../../src/db/papers/removals.ts'
import { useDatabase } from '../support/database.ts'
import { aDraft, NEW_YORK } from '../support/papers.ts'
import { aMember, type TestMember } from '../support/sign-in.ts'
import { type Site, serveSite } from '../support/site.ts'

const database = useDatabase()
let site: Site
let members: TestMember[] = []

beforeAll(async () => {
  members = [await aMember(), await aMember(), await aMember()]
  site = await serveSite({ DATABASE_URL: database.url(), LIMITS: 'off' })
})
afterAll(() => site?.stop())

async function aPaper(): Promise<string> {
  const draft = aDraft()
  await importPapers([{ draft, position: 0 }], { now: new Date(), clock: NEW_YORK })
  return draft.arxivId ?? ''
}

async function tap(member: number, paper: string, on: boolean) {
  const answer = await fetch(`${site.url}/papers/${paper}/vote`, {
    method: 'POST',
    headers: {
      cookie: members[member]?.cookie ?? '',
      origin: site.url,
      accept: 'application/json',
    },
    body: new URLSearchParams({ on: on ? '1' : '0' }),
  })
  return { status: answer.status, said: await answer.json() }
}

const act = fc.record({
  kind: fc.constantFrom('vote', 'vote', 'withdraw', 'remove', 'restore'),
  member: fc.nat({ max: 2 }),
  paper: fc.nat({ max: 1 }),
})

it('every order of vote, withdraw, remove and restore answers and ends as the model does', async () => {
  const by = { actor: 'ada', now: new Date() }
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 20 }), async (acts) => {
      const papers = [await aPaper(), await aPaper()]
      const standing = [new Set<number>(), new Set<number>()]
      const removed = [false, false]
      for (const { kind, member, paper } of acts) {
        const id = papers[paper] ?? ''
        const votes = standing[paper] ?? new Set()
        if (kind === 'remove') {
          await removePaper(id, 'a test', by)
          removed[paper] = true
        } else if (kind === 'restore') {
          await restorePaper(id, by)
          removed[paper] = false
        } else {
          const { status, said } = await tap(member, id, kind === 'vote')
          expect(status).toBe(removed[paper] ? 404 : 200)
          if (removed[paper]) continue
          if (kind === 'vote') votes.add(member)
          else votes.delete(member)
          expect(said).toEqual({ on: kind === 'vote', votes: votes.size })
        }
      }
      for (const [index, id] of papers.entries()) {
        const [row] = await database.query(
          `select vote_count, (select count(*)::int from votes v where v.paper_id = p.id
            and v.withdrawn_at is null) as rows from papers p where id = $1`,
          [id],
        )
        expect(row).toEqual({ vote_count: standing[index]?.size, rows: standing[index]?.size })
      }
    }),
    { numRuns: 12 },
  )
})
