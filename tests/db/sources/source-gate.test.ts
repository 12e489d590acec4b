import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { takeLease, withLease } from '../../../src/db/leases.ts'
import { sourceGate } from '../../../src/db/sources/source-gate.ts'
import { GateClosed } from '../../../src/domain/gate.ts'
import { useDatabase } from '../../support/database.ts'

const { query } = useDatabase()

const nothing = async () => ({ result: null, restMs: 0 })

describe('the gate', () => {
  it('lets one through at a time, with the gap between end and start', async () => {
    const gate = sourceGate('crowd', { gapMs: 100 })
    const times: { from: number; to: number }[] = []
    const request = async () => {
      const from = performance.now()
      await sleep(20)
      times.push({ from, to: performance.now() })
      return { result: null, restMs: 0 }
    }
    await Promise.all(Array.from({ length: 6 }, () => gate(request)))
    const inOrder = times.toSorted((a, b) => a.from - b.from)
    for (const [index, { from }] of inOrder.entries()) {
      expect(from - (inOrder[index - 1]?.to ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(
        100,
      )
    }
  })

  it('gives back what the request gave, and what it threw', async () => {
    const gate = sourceGate('plain', { gapMs: 0 })
    expect(await gate(async () => ({ result: 7, restMs: 0 }))).toBe(7)
    await expect(
      gate(async () => {
        throw new Error('broken')
      }),
    ).rejects.toThrow('broken')
    expect(await gate(async () => ({ result: 8, restMs: 0 }))).toBe(8)
  })

  it('gives a request less than the 20 seconds after which the next may come', async () => {
    const gate = sourceGate('time', { gapMs: 0 })
    const leftMs = await gate(async (left) => ({ result: left, restMs: 0 }))
    expect(leftMs).toBeGreaterThan(1_000)
    expect(leftMs).toBeLessThan(20_000)
  })

  it('stays shut as long as the service asked for, also to others', async () => {
    await sourceGate('tired', { gapMs: 0 })(async () => ({ result: null, restMs: 90_000 }))
    const error = await sourceGate('tired', { gapMs: 0, patienceMs: 100 })(nothing).catch((e) => e)
    expect(error).toBeInstanceOf(GateClosed)
    expect(error.retryInMs).toBeGreaterThan(60_000)
    expect(error.retryInMs).toBeLessThanOrEqual(90_000)
  })

  it('waits no longer than its patience for one who does not end', async () => {
    expect(await takeLease('gate:slow', 20_000)).not.toBeNull()
    const error = await sourceGate('slow', { gapMs: 0, patienceMs: 300 })(nothing).catch((e) => e)
    expect(error).toBeInstanceOf(GateClosed)
  })

  it('opens again when whoever held it has died', async () => {
    expect(await takeLease('gate:dead', 20_000)).not.toBeNull()
    await query("update leases set free_at = now() + interval '200 ms' where name = 'gate:dead'")
    await sourceGate('dead', { gapMs: 0 })(nothing)
  })

  it('holds no transaction while a request is under way', async () => {
    const gate = sourceGate('idle', { gapMs: 0 })
    const open = await gate(async () => ({
      result: await query(
        "select 1 from pg_stat_activity where datname = current_database() and state like 'idle in%'",
      ),
      restMs: 0,
    }))
    expect(open).toEqual([])
  })
})

describe('a lease', () => {
  it('lets only one of many do the work', async () => {
    const others = await withLease('work', () =>
      Promise.all(Array.from({ length: 8 }, () => withLease('work', async () => 'another'))),
    )
    expect(others).toEqual(Array(8).fill(null))
    expect(await withLease('work', async () => 'next')).toBe('next')
  })

  it('is given back when the work throws', async () => {
    const fails = async () => {
      throw new Error('broken')
    }
    await expect(withLease('fails', fails)).rejects.toThrow('broken')
    expect(await withLease('fails', async () => 'done')).toBe('done')
  })
})
