/** The wrapper of every tap: one press that sets a state, with or without JavaScript. */
import { consumeLimit } from '../db/limits.ts'
import type { Turn } from '../db/votes/tap-turns.ts'
import type { Member } from '../domain/member.ts'
import { env } from '../env.ts'
import { STALE_PAGE } from '../wire/own-origin.ts'
import { goTo } from './answers.ts'
import { currentSession } from './current-member.ts'
import { readRequest } from './request.ts'
import { readReturnPath } from './return-path.ts'

/** What a tap did, for the page to show; null if there is no such paper. */
export type TapResult = { on: boolean; votes?: number } | null
export type TapAsk = {
  member: Member
  paperId: string
  on: boolean
  turn: Turn
  network: string | null
  now: Date
}

/**
 * Answers the POST of a tap on a paper, whose form holds `on=1` or `on=0`. The page's script also sends
 * `turn`, a number that counts up: of two taps, the one with the higher turn counts. Answers JSON if asked
 * for: 200, 400, 401, 403, 404 or 429. Otherwise 303 back to the card, or to sign in and then back.
 */
export async function answerTap(
  request: Request,
  paperId: string,
  act: (ask: TapAsk) => Promise<TapResult>,
): Promise<Response> {
  const { wantsJson, referer, network, isFromOwnPage } = await readRequest()
  const refuse = (status: number, error: string, retryAfter?: number) =>
    wantsJson ? answerJson(status, { error }, retryAfter) : answerText(status, error, retryAfter)
  if (!isFromOwnPage) return refuse(403, STALE_PAGE)
  const back = cardPath(referer, paperId)
  const session = await currentSession()
  if (!session) {
    if (wantsJson) return refuse(401, 'Sign in first.')
    return goTo(`/sign-in?next=${encodeURIComponent(back)}`)
  }
  const { member } = session
  const form = await request.formData().catch(() => null)
  const on = readOn(form)
  const turn = readTurn(form)
  if (on === null || turn === null) return refuse(400, 'Send on=1 or on=0.')
  const limit = await consumeLimit('tap', member.id)
  if (!limit.isAllowed)
    return refuse(429, 'Too many requests. Try again in a minute.', limit.retryAfterSeconds)
  const result = await act({
    member,
    paperId,
    on,
    turn: turn === undefined ? undefined : { sessionId: session.id, turn },
    network,
    now: new Date(),
  })
  if (!result) return refuse(404, 'No such paper.')
  return wantsJson ? answerJson(200, result) : goTo(back)
}

function readOn(form: FormData | null): boolean | null {
  const given = form?.getAll('on') ?? []
  if (given.length !== 1 || (given[0] !== '1' && given[0] !== '0')) return null
  return given[0] === '1'
}

/** Undefined for a form sent without the script; null if it isn't a turn. */
function readTurn(form: FormData | null): number | null | undefined {
  const [given, ...more] = form?.getAll('turn') ?? []
  if (given === undefined) return undefined
  return more.length === 0 && typeof given === 'string' && /^\d{1,15}$/.test(given)
    ? Number(given)
    : null
}

/** The card on the page that the tap came from; the paper's own page when that is unknown. */
function cardPath(referer: string | null, paperId: string): string {
  const from = referer !== null && URL.canParse(referer) ? new URL(referer) : null
  const isOurs = from !== null && from.origin === env().SITE_URL
  const path = isOurs ? readReturnPath(from.pathname + from.search) : `/papers/${paperId}`
  return path === `/papers/${paperId}` ? path : `${path}#paper-${paperId}`
}

function answerJson(status: number, body: object, retryAfter?: number): Response {
  return Response.json(body, { status, headers: retryHeader(retryAfter) })
}

function answerText(status: number, text: string, retryAfter?: number): Response {
  return new Response(`${text}\n`, {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', ...retryHeader(retryAfter) },
  })
}

function retryHeader(seconds: number | undefined): Record<string, string> {
  return seconds === undefined ? {} : { 'Retry-After': String(seconds) }
}
