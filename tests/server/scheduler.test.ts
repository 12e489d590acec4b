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
    expect((await rows())[0]).toEqual({ name: 'bad', report: null, error: 'Error: broken' })
    expect(runs).toBe(1)
    expect(told.mock.calls.map(([line]) => line)).toEqual(['The job bad failed:'])
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
