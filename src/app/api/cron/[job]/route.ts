/** Work by the clock for any scheduler outside: does a job and answers with its report. */
import { systemClock } from '@/domain/clock'
import { JOBS } from '@/jobs/schedule'
import { sendDigests } from '@/jobs/send-digests'
import { isCron } from '../bearer'

export const maxDuration = 60
/** Four fifths of that, so that what is under way can be finished. */
const DEADLINE_MS = 48_000
const NO_STORE = { 'Cache-Control': 'no-store' }

type Context = { params: Promise<{ job: string }> }

/** 200 with the report; 401 without the secret, 404 for no job, 503 when the digest had to pause. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  if (!isCron(request.headers.get('authorization'))) {
    return new Response(null, { status: 401, headers: NO_STORE })
  }
  const { job } = await params
  if (job === 'digest') {
    const report = await sendDigests(systemClock, { signal: AbortSignal.timeout(DEADLINE_MS) })
    return Response.json(report, { status: report.paused === null ? 200 : 503, headers: NO_STORE })
  }
  const work = Object.hasOwn(JOBS, job) ? JOBS[job] : undefined
  if (!work) return new Response(null, { status: 404, headers: NO_STORE })
  return Response.json(await work.run(systemClock), { headers: NO_STORE })
}

export { POST as GET }
