import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { countPapers } from '../../src/db/papers/paper-lists.ts'
import { backFill } from '../../src/jobs/back-fill.ts'
import { useDatabase } from '../support/database.ts'
import { inTurn, status } from '../support/replay-server.ts'
import { dayItem, hasRealFiles, REAL_FILES } from './given-files.ts'
import { dailyLists, MONDAY, openGate, useReplayServer } from './given-sources.ts'

const { query } = useDatabase()
const server = useReplayServer()
const DAILY = /daily_papers/
const asked = () => server().seen.map(({ query: given }) => given.get('date'))
const inEdition = (date: string) => countPapers({ kind: 'edition', date })

beforeEach(async () => {
  await query('truncate papers, source_feeds, import_runs cascade')
  server().seen.length = 0
})

describe('a back-fill', () => {
  it('asks for every weekday of its time and lists what it finds', async () => {
    server().on(
      DAILY,
      dailyLists({
        '2026-01-30': [dayItem('2601.00001', { day: '2026-01-30' })],
        '2026-02-02': [dayItem('2601.00002', { day: '2026-02-02' })],
      }),
    )
    const report = await backFill({ from: '2026-01-30', to: '2026-02-03' }, MONDAY, openGate)
    expect(asked()).toEqual(['2026-01-30', '2026-02-02', '2026-02-03'])
    expect(report).toMatchObject({
      feeds: [{ asked: 3, imported: 2 }],
      listed: { '2026-01-30': 1, '2026-02-02': 1 },
    })
    expect(
      await backFill({ from: '2026-01-30', to: '2026-02-03' }, MONDAY, openGate),
    ).toMatchObject({
      feeds: [{ imported: 0, updated: 0, unchanged: 2 }],
      listed: {},
    })
  })

  it('asks for no day that has not come', async () => {
    server().on(DAILY, dailyLists({}))
    await backFill({ from: '2026-02-09', to: '2027-01-01' }, MONDAY, openGate)
    expect(asked()).toEqual(['2026-02-09'])
  })

  it('that fails keeps what it had, says why, and can be run again at once', async () => {
    const list = dailyLists({ '2026-02-02': [dayItem('2601.00002', { day: '2026-02-02' })] })
    server().on(DAILY, inTurn(list, status(500), list))
    const range = { from: '2026-02-02', to: '2026-02-03' }
    expect(await backFill(range, MONDAY, openGate)).toMatchObject({
      feeds: [{ error: 'Hugging Face: status 500', imported: 1 }],
    })
    expect(await inEdition('2026-02-02')).toBe(1)
    const again = await backFill(range, MONDAY, openGate)
    expect(again.feeds[0]).toMatchObject({ unchanged: 1 })
    expect(again.feeds[0]?.error).toBeUndefined()
  })

  it.skipIf(!hasRealFiles)(
    'of every generation brings lists, organizations, votes and code',
    async () => {
      const days = {
        '2024-08-02': [16, 0, 0],
        '2025-03-17': [12, 0, 3],
        '2025-12-11': [14, 7, 6],
        '2026-05-13': [50, 32, 31],
      }
      const lists = Object.fromEntries(
        Object.keys(days).map((date) => [
          date,
          JSON.parse(readFileSync(join(REAL_FILES, `hugging-face/days/${date}.json`), 'utf8')),
        ]),
      )
      server().on(DAILY, dailyLists(lists))
      const now = new Date('2026-05-14T12:00:00Z')
      for (const [date, [papers = 0, organizations, code]] of Object.entries(days)) {
        const { listed } = await backFill({ from: date, to: date }, now, openGate)
        expect(listed).toEqual({ [date]: papers })
        const [row] = await query(
          `select count(*)::int as papers, count(organization)::int as organizations, count(code_url)::int as code,
           sum(imported_votes)::int as votes, sum(imported_comments)::int as comments
         from papers where id in (select paper_id from listings where date = $1)`,
          [date],
        )
        const given = lists[date] as { paper: { upvotes: number }; numComments: number }[]
        expect(row).toEqual({
          papers,
          organizations,
          code,
          votes: given.reduce((sum, { paper }) => sum + paper.upvotes, 0),
          comments: given.reduce((sum, { numComments }) => sum + numComments, 0),
        })
      }
    },
  )
})
