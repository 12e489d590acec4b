import { canReachDatabase } from '@/db/health'

/** The process and its database answer. */
export async function GET() {
  const database = await canReachDatabase()
  return Response.json(
    { status: database ? 'ok' : 'unavailable', database },
    { status: database ? 200 : 503, headers: { 'Cache-Control': 'no-store' } },
  )
}
