/** Jobs for an outside scheduler: runs one and answers with its report. */
import { isUnavailable } from '@/db/connections/unavailable'
import { type Clock, systemClock } from '@/domain/clock'
import { runNoted, tellFailure } from '@/jobs/run-job'
import { JOBS } from '@/jobs/schedule'
import { sendDigests } from '@/jobs/send-digests'
import { isCron } from '../bearer'

export const maxDuration = 60
/** Four fifths of that, so that work under way can finish. */
const DEADLINE_MS = 48_000
const NO_STORE = { 'Cache-Control': 'no-store' }

type Report = Record<string, unknown>
type Context = { params: Promise<{ job: string }> }

/**
 * Answers with the report even when something failed: 200, 503 when mail had to pause, 500 with
 * `errors` in plain words. 401 without the secret, 404 for an unknown job.
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
    const report: Report = await runNoted(name, { ...work, run }, systemClock)
    const hasErrors = Array.isArray(report.errors) && report.errors.length > 0
    const status = hasErrors ? 500 : report.paused ? 503 : 200
    return Response.json(report, { status, headers: NO_STORE })
  } catch (error) {
    const reason = tellFailure(error)
    console.error(`The job ${name} failed: ${reason}`)
    const status = isUnavailable(error) ? 503 : 500
    return Response.json({ errors: [reason] }, { status, headers: NO_STORE })
  }
}

export { POST as GET }
