import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFeed } from '../../src/jobs/read-feed.ts'
import { huggingFacePast } from '../../src/sources/hugging-face/daily.ts'
import { aDayItem } from '../sources/given-items.ts'
import { mutated, mutation } from '../sources/mutate.ts'
import { useDatabase } from '../support/database.ts'
import { dailyLists, MONDAY, openGate, useReplayServer } from './given-sources.ts'

const { query } = useDatabase()
const server = useReplayServer()

describe('a list of which one item is changed at random', () => {
  it('is stored but for that item, whatever the database thinks of it', async () => {
    const good = [aDayItem({ id: '2602.00001' }), aDayItem({ id: '2602.00002' })]
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 6 }), async (changes) => {
        await query('truncate papers, source_feeds, quarantine cascade')
        const list = [good[0], mutated(aDayItem({ id: '2602.00003' }), changes), good[1]]
        server().on(/daily_papers/, dailyLists({ '2026-02-09': list }))
        const run = await readFeed(huggingFacePast(['2026-02-09']), MONDAY, { gate: openGate })
        expect(run).toMatchObject({ seen: 3 })
        expect(run?.error).toBeUndefined()
        const papers = await query("select id from papers where id in ('2602.00001', '2602.00002')")
        expect(papers).toHaveLength(2)
      }),
      { numRuns: 60 },
    )
  }, 120_000)
})
