import { describe, expect, it } from 'vitest'
import { findLastGoodRun } from '../../src/db/sources/import-runs.ts'
import { quarantine } from '../../src/db/sources/quarantine.ts'
import { importItems } from '../../src/jobs/import-items.ts'
import type { SourceItem } from '../../src/sources/source.ts'
import { useDatabase } from '../support/database.ts'
import { aDraft, NEW_YORK } from '../support/papers.ts'

const { query } = useDatabase()
const options = (now: string) => ({ now: new Date(now), clock: NEW_YORK })

describe('a run that fails half-way', () => {
  it('keeps what it had committed, tells its error, and throws it', async () => {
    async function* items(): AsyncIterable<SourceItem> {
      for (let made = 0; made < 500; made++) yield { draft: aDraft() }
      yield { draft: aDraft() }
      throw new Error('the source went away')
    }
    await expect(importItems('flaky', items(), options('2026-02-09T00:00:00Z'))).rejects.toThrow(
      'the source went away',
    )
    const [run] = await query<{ imported: number; error: string; ended_at: Date }>(
      'select imported, error, ended_at from import_runs',
    )
    expect(run?.imported).toBe(500)
    expect(run?.error).toContain('the source went away')
    expect(run?.ended_at).not.toBeNull()
    expect(await query('select 1 from papers')).toHaveLength(500)
  })

  it('is not the last good run', async () => {
    expect(await findLastGoodRun()).toBeNull()
    async function* items(): AsyncIterable<SourceItem> {
      yield { draft: aDraft() }
    }
    await importItems('steady', items(), options('2026-02-09T01:00:00Z'))
    expect(await findLastGoodRun()).toMatchObject({ source: 'steady', imported: 1, error: null })
  })
})

describe('the quarantine', () => {
  it('keeps an item once for a source, and once for each other', async () => {
    const item = { reference: 'line 1', reason: 'no title', payload: "'; drop table papers; --" }
    await quarantine('a', [item, item])
    await quarantine('a', [item])
    await quarantine('b', [item])
    await quarantine('a', [{ ...item, payload: 'another' }])
    const rows = await query<{ source: string; payload: string }>(
      'select source, payload from quarantine order by id',
    )
    expect(rows).toEqual([
      { source: 'a', payload: item.payload },
      { source: 'b', payload: item.payload },
      { source: 'a', payload: 'another' },
    ])
  })
})
