import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../src/db/client.ts'
import { saveListingRule } from '../../src/db/editions/listing-rule.ts'
import { findSubmission, submitPaper } from '../../src/db/editions/submissions.ts'
import { listActs } from '../../src/db/members/moderation.ts'
import { findPaper } from '../../src/db/papers/papers.ts'
import { castVote } from '../../src/db/votes/votes.ts'
import { JOBS } from '../../src/jobs/schedule.ts'
import { at } from '../support/clock.ts'
import { useDatabase } from '../support/database.ts'
import { aDraft, NEW_YORK } from '../support/papers.ts'
import { aMemberRow } from '../support/sign-in.ts'

useDatabase()

/** A Tuesday, noon in New York; that day's edition has opened, Wednesday's opens at 01:00Z. */
const NOON = new Date('2026-02-10T17:00:00Z')
const EVENING = new Date('2026-02-11T01:05:00Z')
const SETTLED = new Date('2025-01-01')
const RULE = { sources: [], categories: [], keywords: [], cap: 30 }

const run = (now: Date) => JOBS['list-submissions']?.run(at(now))
let voters: string[]

beforeEach(async () => {
  await db().paper.deleteMany()
  voters = await Promise.all([1, 2, 3].map(() => aMemberRow({ createdAt: SETTLED })))
  await saveListingRule({ ...RULE, minVotes: 2 }, { actor: 'ada', now: NOON })
})

async function submitted(): Promise<string> {
  const draft = aDraft({ source: 'arxiv', listings: [] })
  const memberId = await aMemberRow({ createdAt: SETTLED })
  const paperId = draft.arxivId ?? ''
  await submitPaper({ memberId, paperId, draft, note: null, now: NOON, clock: NEW_YORK })
  await castVote({ memberId, paperId, network: null, now: NOON })
  return paperId
}

async function vote(paperId: string, count: number, now = NOON) {
  for (const memberId of voters.slice(0, count))
    await castVote({ memberId, paperId, network: null, now })
}

describe('submissions with enough votes', () => {
  it('are listed when the next edition opens, once', async () => {
    const [popular, quiet] = [await submitted(), await submitted()]
    await vote(popular, 2)
    await vote(quiet, 1)
    expect(await run(NOON)).toEqual({ listed: [] })
    expect(await run(EVENING)).toEqual({ listed: [popular] })
    expect(await run(EVENING)).toEqual({ listed: [] })
    expect((await findPaper(popular))?.listings.map(({ date }) => date)).toEqual(['2026-02-11'])
    expect((await findSubmission(quiet))?.state).toBe('waiting')
    const [entry] = await listActs(null, 1)
    expect(entry).toMatchObject({ actor: 'system', act: 'list', detail: '2026-02-11' })
    expect(entry?.reason).toBe('2 votes when the edition opened')
  })

  it('wait another day when the votes came after the opening', async () => {
    const paperId = await submitted()
    await vote(paperId, 2, EVENING)
    expect(await run(EVENING)).toEqual({ listed: [] })
    expect(await run(new Date('2026-02-12T01:00:00Z'))).toEqual({ listed: [paperId] })
  })

  it('need a vote that is not the submitter’s own, whatever the rule', async () => {
    await saveListingRule({ ...RULE, minVotes: 0 }, { actor: 'ada', now: NOON })
    const [own, other] = [await submitted(), await submitted()]
    await vote(other, 1)
    expect(await run(EVENING)).toEqual({ listed: [other] })
    expect((await findSubmission(own))?.state).toBe('waiting')
  })
})
