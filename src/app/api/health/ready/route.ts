import { readHealth } from '@/db/connections/health'

/** The process and its database answer. The front answers this itself (server/health.ts); here for development. */
export async function GET() {
  const health = await readHealth()
  return Response.json(health, {
    status: health.status === 'ok' ? 200 : 503,
    headers: { 'Cache-Control': 'no-store' },
  })
}
