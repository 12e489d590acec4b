/** Health, told without Next: neither its queue nor its end may hide how the process does. */
import type { ServerResponse } from 'node:http'
import { readHealth } from '../db/health.ts'

const LIVE = '/api/health/live'
const READY = ['/api/health', '/api/health/ready']

/** Answers the addresses of health; false for any other. Live: 200 at once; ready: 200 or 503 within two seconds. */
export function answerHealth(url: string, response: ServerResponse): boolean {
  const [path = ''] = url.split('?')
  if (path === LIVE) say(response, { status: 'ok' })
  else if (READY.includes(path)) readHealth().then((health) => say(response, health))
  else return false
  return true
}

function say(response: ServerResponse, health: { status: string }): void {
  const body = JSON.stringify(health)
  response
    .writeHead(health.status === 'ok' ? 200 : 503, {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      ...(health.status === 'ok' ? {} : { 'Retry-After': '5' }),
    })
    .end(body)
}
