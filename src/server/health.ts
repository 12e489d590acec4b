/** Reports health without Next, so that neither its queue nor its death can hide how the process is doing. */
import type { ServerResponse } from 'node:http'
import { readHealth, readWholeHealth } from '../db/connections/health.ts'
import { commonHeaders, type Secured } from './front/security-headers.ts'

const REPORTS: Record<string, () => Promise<{ status: string }>> = {
  '/api/health/live': async () => ({ status: 'ok' }),
  '/api/health/ready': readHealth,
  '/api/health': () => readWholeHealth(new Date()),
}

/** Answers the health addresses; false for any other. Live: 200 at once. Ready: 200 or 503 within two seconds. */
export function answerHealth(url: string, response: ServerResponse, site: Secured): boolean {
  const [path = ''] = url.split('?')
  const report = Object.hasOwn(REPORTS, path) ? REPORTS[path] : undefined
  report?.().then((health) => say(response, health, site))
  return report !== undefined
}

function say(response: ServerResponse, health: { status: string }, site: Secured): void {
  const body = JSON.stringify(health)
  const isWell = health.status === 'ok'
  response
    .writeHead(isWell ? 200 : 503, [
      ...commonHeaders(site),
      ...['Content-Type', 'application/json'],
      ...['Content-Length', String(Buffer.byteLength(body))],
      ...['Cache-Control', 'no-store'],
      ...(isWell ? [] : ['Retry-After', '5']),
    ])
    .end(body)
}
