import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { findPaper } from '../../src/db/papers/papers.ts'
import { importFile } from '../../src/jobs/import-files.ts'
import { useDatabase } from '../support/database.ts'
import { NEW_YORK } from '../support/papers.ts'
import { aFile, card, dayItem, ndjson } from './given-files.ts'

const { query } = useDatabase()

const NOW = new Date('2026-02-10T12:00:00Z')
const importIt = async (content: string | Uint8Array, edition?: string) =>
  importFile(await aFile(content), { now: NOW, clock: NEW_YORK, edition })

type Run = {
  source: string
  started_at: Date
  ended_at: Date | null
  imported: number
  updated: number
  unchanged: number
  quarantined: number
  error: string | null
}
const runs = () => query<Run>('select * from import_runs order by id')
const lastRun = async () => (await runs()).at(-1)
const datesOf = async (id: string) => (await findPaper(id))?.listings.map(({ date }) => date)

/** How many rows every table holds. */
async function sizes() {
  const tables = ['papers', 'listings', 'source_records', 'authors', 'quarantine', 'import_runs']
  const counts = tables.map((table) => `(select count(*)::int from ${table}) as ${table}`)
  return (await query(`select ${counts.join(', ')}`))[0]
}

describe('a day of Hugging Face', () => {
  const day = JSON.stringify([dayItem('2602.00001', { votes: 42 }), dayItem('2602.00002')])

  it('is imported, and the run is on record', async () => {
    expect(await importIt(day)).toEqual({ imported: 2, updated: 0, unchanged: 0, quarantined: 0 })
    expect(await findPaper('2602.00001')).toMatchObject({
      votes: 42,
      comments: 2,
      listings: [{ date: '2026-02-09', rank: 1 }],
    })
    const run = await lastRun()
    expect(run).toMatchObject({ source: 'Hugging Face day', imported: 2, error: null })
    expect(run?.started_at).toEqual(NOW)
    expect(run?.ended_at).not.toBeNull()
  })

  it('changes nothing the second time, also compressed', async () => {
    const papers = () => query('select p::text from papers p order by id')
    const before = await papers()
    const unchanged = { imported: 0, updated: 0, unchanged: 2, quarantined: 0 }
    expect(await importIt(day)).toEqual(unchanged)
    expect(await importIt(gzipSync(day))).toEqual(unchanged)
    expect(await papers()).toEqual(before)
    expect(await runs()).toHaveLength(3)
  })

  it('seen again with another count is an update', async () => {
    const later = JSON.stringify([dayItem('2602.00001', { votes: 40 }), dayItem('2602.00002')])
    expect(await importIt(later)).toMatchObject({ updated: 1, unchanged: 1 })
    expect((await findPaper('2602.00001'))?.votes).toBe(40)
  })

  it('that lists nothing is nothing to do', async () => {
    const nothing = { imported: 0, updated: 0, unchanged: 0, quarantined: 0 }
    expect(await importIt('[]')).toEqual(nothing)
    expect(await importIt('')).toEqual(nothing)
  })
})

describe('the edition given by hand', () => {
  it('lists papers for which the file names no date', async () => {
    const file = ndjson(card('2602.10001', 'With an id'), card(null, 'Without an id'))
    expect((await importIt(file, '2026-02-09'))?.imported).toBe(2)
    expect(await datesOf('2602.10001')).toEqual(['2026-02-09'])
    expect(await datesOf('without-an-id-2026')).toEqual(['2026-02-09'])
  })

  it('does not overrule the file’s own date', async () => {
    const file = JSON.stringify([dayItem('2602.10002', { day: '2026-02-05' })])
    await importIt(file, '2026-02-09')
    expect(await datesOf('2602.10002')).toEqual(['2026-02-05'])
  })

  it('left out leaves papers listed nowhere, until it is given', async () => {
    const file = ndjson(card('2602.10003', 'Not listed yet'))
    await importIt(file)
    expect(await datesOf('2602.10003')).toEqual([])
    expect(await importIt(file, '2026-02-09')).toMatchObject({ imported: 0, updated: 1 })
    expect(await datesOf('2602.10003')).toEqual(['2026-02-09'])
  })
})

describe('items that cannot be used', () => {
  const file = `${ndjson(card('2602.20001', 'Fine'))}${ndjson({ ...card('2513.99999', 'Month 13') })}{broken\n${ndjson({ ...card(null, '') })}`

  it('are put aside with their reasons, and the rest is imported', async () => {
    expect(await importIt(file)).toEqual({ imported: 1, updated: 0, unchanged: 0, quarantined: 3 })
    const rows = await query<{ reference: string; reason: string; payload: string }>(
      'select reference, reason, payload from quarantine order by id',
    )
    expect(rows.map(({ reason }) => reason)).toEqual([
      'impossible arXiv id 2513.99999',
      'the line is not JSON',
      'no title',
    ])
    expect(rows.map(({ reference }) => reference)).toEqual(['2513.99999', 'line 3', 'line 4'])
    expect(rows[1]?.payload).toBe('{broken')
    expect((await lastRun())?.quarantined).toBe(3)
  })

  it('are seen again the second time but kept once', async () => {
    expect(await importIt(file)).toEqual({ imported: 0, updated: 0, unchanged: 1, quarantined: 3 })
    expect(await query('select 1 from quarantine')).toHaveLength(3)
  })

  it('are accounted for: seen is stored, unchanged or put aside', async () => {
    const many = Array.from({ length: 450 }, (_none, index) =>
      index % 9 === 0 ? 'junk\n' : ndjson(card(`2603.${String(index).padStart(5, '0')}`, 'One')),
    )
    const report = await importIt(many.join(''))
    expect(report).toEqual({ imported: 400, updated: 0, unchanged: 0, quarantined: 50 })
  })
})

describe('a file that cannot be used', () => {
  it.each([
    ['plain words', 'These are no papers.\n'],
    ['JSON of another kind', '{"hello": "world"}\n'],
    ['a list of another kind', '[1, 2, 3]'],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3])],
  ])('since it holds %s changes nothing', async (_name, content) => {
    const before = await sizes()
    expect(await importIt(content)).toBeNull()
    expect(await sizes()).toEqual(before)
  })

  it.each([0.4, 0.9, 0.999])('since it is gzip cut off at %d changes nothing', async (share) => {
    const day = Array.from({ length: 900 }, (_none, index) =>
      dayItem(`2604.${String(index + 1).padStart(5, '0')}`, { title: `${index} ${index * 7919}` }),
    )
    const whole = gzipSync(ndjson(...day))
    const before = await sizes()
    await expect(importIt(whole.subarray(0, whole.length * share))).rejects.toThrow(/gzip/)
    expect(await sizes()).toEqual(before)
  })

  it('since it is not there changes nothing', async () => {
    const before = await sizes()
    const options = { now: NOW, clock: NEW_YORK }
    await expect(importFile('/no/such/file', options)).rejects.toThrow(/ENOENT/)
    expect(await sizes()).toEqual(before)
  })
})
