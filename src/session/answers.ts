/** Answers that routes behind forms share. */
import { STALE_PAGE } from '../wire/own-origin.ts'

/** 303 to a page of this site. */
export function goTo(path: string): Response {
  return new Response(null, { status: 303, headers: { Location: path } })
}

/** 429 to whoever has sent a form too often. */
export function refuseTooMany(retryAfterSeconds: number): Response {
  const headers = { 'Retry-After': String(retryAfterSeconds) }
  return new Response('Too many requests. Try again in a minute.\n', { status: 429, headers })
}

/** 403 to a form that no page of ours has sent. */
export function refuseForeign(): Response {
  return new Response(`${STALE_PAGE}\n`, { status: 403 })
}
