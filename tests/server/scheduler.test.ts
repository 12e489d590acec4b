import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Job } from '../../src/jobs/schedule.ts'
import { startScheduler } from '../../src/server/scheduler.ts'
import { useDatabase } from '../support/database.ts'

const { query } = useDatabase()

const stops: (() => Promise<void>)[] = []
const start = (jobs: Record<string, Job>) => {
  const stop = startScheduler(jobs, 20)
  stops.push(stop)
  return stop
}
const job = (run: Job['run'], everyMinutes = 60): Job => ({ run, everyMinutes })
const rows = () =>
  query<{ name: string; report: unknown; error: string | null }>(
    'select name, report, error from jobs order by name',
  )
/** Waits until it is so, as long as the test may take. */
async function until(isSo: () => boolean | Promise<boolean>) {
  while (!(await isSo())) await sleep(20)
}

beforeEach(() => query('truncate jobs, leases'))
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
  vi.restoreAllMocks()
})

describe('the scheduler', () => {
  it('runs what is due at once, notes its report, and waits for its next time', async () => {
    let runs = 0
    start({ count: job(async () => ({ runs: ++runs })) })
    await until(async () => (await rows())[0]?.report != null)
    expect(await rows()).toEqual([{ name: 'count', report: { runs: 1 }, error: null }])
    await sleep(200)
    expect(runs).toBe(1)
    await query("update jobs set due_at = now() - interval '1 second'")
    await until(() => runs === 2)
  })

  it('tells a failure, notes it, and goes on with the others', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => {})
    let runs = 0
    start({
      bad: job(async () => {
        throw new Error('broken')
      }),
      good: job(async () => ({ runs: ++runs })),
    })
    await until(
      async () => (await rows()).filter(({ report, error }) => report || error).length === 2,
    )
    expect((await rows())[0]).toEqual({ name: 'bad', report: null, error: 'broken' })
    expect(runs).toBe(1)
    expect(told.mock.calls.map(([line]) => line)).toEqual(['The job bad failed: broken'])
  })

  it('of several processes runs a job once', async () => {
    let runs = 0
    const jobs = {
      slow: job(async () => {
        runs++
        await sleep(100)
        return {}
      }),
    }
    for (let n = 0; n < 5; n++) start(jobs)
    await until(async () => (await rows())[0]?.report != null)
    await sleep(100)
    expect(runs).toBe(1)
  })

  it('does not let a long job hold up a short one', async () => {
    let end = () => {}
    const long = new Promise<void>((done) => {
      end = done
    })
    let runs = 0
    start({
      long: job(async () => {
        await long
        return {}
      }),
      short: job(async () => ({ runs: ++runs }), 0),
    })
    await until(() => runs >= 3)
    end()
  })

  it('gives up a job that hangs, frees its place and tries it again', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    let runs = 0
    const hanging = { ...job(() => new Promise(() => runs++)), longestMinutes: 0.005 }
    start({ hanging })
    await until(async () => (await rows())[0]?.error != null)
    expect((await rows())[0]?.error).toBe(
      'It was still running after 0.005 minutes and was given up.',
    )
    await query('update jobs set due_at = now()')
    await until(() => runs === 2)
  })

  it('tries a failing job again soon, then less and less often, and forgets it once it is well', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    let isBroken = true
    let runs = 0
    start({
      daily: job(async () => {
        runs++
        if (isBroken) throw new Error('\nInvalid invocation\n\nno such thing for ada@example.org')
        return {}
      }, 24 * 60),
    })
    const state = async () =>
      (
        await query<{ failures: number; error: string; wait: number }>(
          'select failures, error, round(extract(epoch from due_at - ended_at) / 60)::int as wait from jobs',
        )
      )[0]
    const waits = []
    for (let n = 1; n <= 7; n++) {
      await until(async () => (await state())?.failures === n)
      waits.push((await state())?.wait)
      if (n < 7) await query('update jobs set due_at = now()')
    }
    expect(waits).toEqual([1, 2, 5, 10, 15, 15, 15])
    expect((await state())?.error).toBe('no such thing for …')
    isBroken = false
    await query('update jobs set due_at = now()')
    await until(async () => (await state())?.failures === 0)
    expect(runs).toBe(8)
  })

  it('stops after the work under way', async () => {
    let isDone = false
    const stop = start({
      last: job(async () => {
        await sleep(300)
        isDone = true
        return {}
      }),
    })
    await until(async () => (await rows()).length === 1)
    await stop()
    expect(isDone).toBe(true)
  })
})
