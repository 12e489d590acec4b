import { describe, expect, it } from 'vitest'
import { importItems } from '../../src/jobs/import-items.ts'
import { reconcile } from '../../src/jobs/reconcile.ts'
import { JOBS } from '../../src/jobs/schedule.ts'
import type { SourceItem } from '../../src/sources/source.ts'
import { at } from '../support/clock.ts'
import { useDatabase } from '../support/database.ts'
import { aDraft, NEW_YORK } from '../support/papers.ts'

const NOW = new Date('2026-02-11')
const { query } = useDatabase()

describe('reconciling', () => {
  it('an empty site finds nothing', async () => {
    expect(await reconcile(NOW)).toEqual({ checked: 0, repaired: 0, judged: 0 })
  })

  it('checks every paper, over several batches, and repairs what is off', async () => {
    async function* items(): AsyncIterable<SourceItem> {
      for (let made = 0; made < 1_001; made++) yield { draft: aDraft({ votes: made % 7 }) }
    }
    await importItems('made up', items(), { now: new Date('2026-02-10'), clock: NEW_YORK })
    const stored = () => query('select p::text from papers p order by id')
    const before = await stored()
    expect(await reconcile(NOW)).toEqual({ checked: 1_001, repaired: 0, judged: 0 })

    await query("update papers set votes_log = 1, position = 1000000 where right(id, 2) = '00'")
    expect(await reconcile(NOW)).toEqual({ checked: 1_001, repaired: 10, judged: 0 })
    expect(await stored()).toEqual(before)
    expect(await JOBS.reconcile?.run(at(NOW))).toEqual({ checked: 1_001, repaired: 0, judged: 0 })
  })
})
