/** Work by the clock for any scheduler outside: does a job and answers with its report. */
import { isUnavailable } from '@/db/unavailable'
import { type Clock, systemClock } from '@/domain/clock'
import { runNoted, tellFailure } from '@/jobs/run-job'
import { JOBS } from '@/jobs/schedule'
import { sendDigests } from '@/jobs/send-digests'
import { isCron } from '../bearer'

export const maxDuration = 60
/** Four fifths of that, so that what is under way can be finished. */
const DEADLINE_MS = 48_000
const NO_STORE = { 'Cache-Control': 'no-store' }

type Context = { params: Promise<{ job: string }> }

/**
 * 200 with the report; 401 without the secret, 404 for no job, 503 when the digest had to pause. A job
 * that fails answers 500 with the reason, or 503 while the database is away.
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  if (!isCron(request.headers.get('authorization'))) {
    return new Response(null, { status: 401, headers: NO_STORE })
  }
  const { job } = await params
  const name = job === 'digest' ? 'send-digests' : job
  const work = Object.hasOwn(JOBS, name) ? JOBS[name] : undefined
  if (!work) return new Response(null, { status: 404, headers: NO_STORE })
  const signal = AbortSignal.timeout(DEADLINE_MS)
  const run = job === 'digest' ? (clock: Clock) => sendDigests(clock, { signal }) : work.run
  try {
    const report = await runNoted(name, { ...work, run }, systemClock)
    const hasPaused = job === 'digest' && report.paused !== null
    return Response.json(report, { status: hasPaused ? 503 : 200, headers: NO_STORE })
  } catch (error) {
    console.error(`The job ${job} failed: ${tellFailure(error)}`)
    const status = isUnavailable(error) ? 503 : 500
    return Response.json({ job, error: tellFailure(error) }, { status, headers: NO_STORE })
  }
}

export { POST as GET }
