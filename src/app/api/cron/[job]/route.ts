/** Work by the clock for any scheduler outside: does a job and answers with its report. */
import { systemClock } from '@/domain/clock'
import { wordsOf } from '@/domain/error-words'
import { JOBS } from '@/jobs/schedule'
import { sendDigests } from '@/jobs/send-digests'
import { isCron } from '../bearer'

export const maxDuration = 60
/** Four fifths of that, so that what is under way can be finished. */
const DEADLINE_MS = 48_000
const NO_STORE = { 'Cache-Control': 'no-store' }

type Report = Record<string, unknown>
type Context = { params: Promise<{ job: string }> }

/**
 * Answers with the report, also where something failed: 200, 503 when mail had to pause, 500 with
 * `errors` in plain words. 401 without the secret, 404 for no job.
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  if (!isCron(request.headers.get('authorization'))) {
    return new Response(null, { status: 401, headers: NO_STORE })
  }
  const { job } = await params
  if (job === 'digest') {
    const signal = AbortSignal.timeout(DEADLINE_MS)
    return tell(() => sendDigests(systemClock, { signal }))
  }
  const work = Object.hasOwn(JOBS, job) ? JOBS[job] : undefined
  if (!work) return new Response(null, { status: 404, headers: NO_STORE })
  return tell(() => work.run(systemClock))
}

async function tell(run: () => Promise<Report>): Promise<Response> {
  const report = await run().catch((error): Report => ({ errors: [wordsOf(error)] }))
  const hasErrors = Array.isArray(report.errors) && report.errors.length > 0
  const status = hasErrors ? 500 : report.paused ? 503 : 200
  return Response.json(report, { status, headers: NO_STORE })
}

export { POST as GET }
