/** The wrapper of every tap: one press that sets a state, with and without JavaScript. */
import { consumeLimit } from '../db/limits.ts'
import type { Member } from '../domain/member.ts'
import { env } from '../env.ts'
import { STALE_PAGE } from '../wire/own-origin.ts'
import { goTo } from './answers.ts'
import { currentMember } from './current-member.ts'
import { readRequest } from './request.ts'
import { readReturnPath } from './return-path.ts'

/** What a tap did, to be shown; null when there is no such paper. */
export type TapResult = { on: boolean; votes?: number } | null
export type TapAsk = {
  member: Member
  paperId: string
  on: boolean
  network: string | null
  now: Date
}

/**
 * Answers the POST of a tap on a paper, whose form holds `on=1` or `on=0`. JSON when it is asked
 * for: 200, 400, 401, 403, 404 or 429. Else 303 back to the card, or to the sign-in and then back.
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
  const member = await currentMember()
  if (!member) {
    if (wantsJson) return refuse(401, 'Sign in first.')
    return goTo(`/sign-in?next=${encodeURIComponent(back)}`)
  }
  const on = readOn(await request.formData().catch(() => null))
  if (on === null) return refuse(400, 'Say on=1 or on=0.')
  const limit = await consumeLimit('tap', member.id)
  if (!limit.isAllowed)
    return refuse(429, 'That was a lot at once. Wait a moment.', limit.retryAfterSeconds)
  const result = await act({ member, paperId, on, network, now: new Date() })
  if (!result) return refuse(404, 'There is no such paper.')
  return wantsJson ? answerJson(200, result) : goTo(back)
}

function readOn(form: FormData | null): boolean | null {
  const given = form?.getAll('on') ?? []
  if (given.length !== 1 || (given[0] !== '1' && given[0] !== '0')) return null
  return given[0] === '1'
}

/** The card on the page that the tap came from; the paper's own page when that is not told. */
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
