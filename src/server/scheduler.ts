/** Runs the jobs when they are due, for as long as the site is up. */
import { systemClock } from '../domain/clock.ts'
import { runDueJob, tellFailure } from '../jobs/run-job.ts'
import { JOBS, type Job } from '../jobs/schedule.ts'

const LOOK_MS = 10_000
/** The longest wait at the end: any job can be cut off anywhere and continues next time. */
const LAST_WORK_MS = 3_000

/** Looks at once and then every ten seconds; returns a function to stop it. `jobs` is for tests. */
export function startScheduler(
  jobs: Record<string, Job> = JOBS,
  lookMs = LOOK_MS,
): () => Promise<void> {
  const running = new Map<string, Promise<void>>()
  let isStopped = false
  const run = async (name: string, job: Job) => {
    try {
      await runDueJob(name, job, systemClock)
    } catch (error) {
      if (!isStopped) console.error(`The job ${name} failed: ${tellFailure(error)}`)
    } finally {
      running.delete(name)
    }
  }
  const look = () => {
    for (const [name, job] of Object.entries(jobs)) {
      if (!running.has(name)) running.set(name, run(name, job))
    }
  }
  look()
  const timer = setInterval(look, lookMs)
  return async () => {
    isStopped = true
    clearInterval(timer)
    const late = new Promise<void>((done) => setTimeout(done, LAST_WORK_MS).unref())
    await Promise.race([Promise.all(running.values()), late])
  }
}
