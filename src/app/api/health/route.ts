import { readWholeHealth } from '@/db/connections/health'

/** The process, its database, and whether the digest goes out. The front answers this itself (server/health.ts); here for development. */
export async function GET() {
  const health = await readWholeHealth(new Date())
  return Response.json(health, {
    status: health.status === 'ok' ? 200 : 503,
    headers: { 'Cache-Control': 'no-store' },
  })
}
