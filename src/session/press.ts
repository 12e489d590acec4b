/** Forms that are a single button: each press is checked and counted before anything is done. */
import { consumeLimit } from '../db/limits.ts'
import { refuseForeign, refuseTooMany } from './answers.ts'
import { readRequest } from './request.ts'

/** The form that was sent, or the refusal: 403 if it is not from a page of ours, 429 after too many. */
export async function readPress(
  request: Request,
  limit: 'sign-in-press' | 'subscription-press',
): Promise<FormData | Response> {
  const { isFromOwnPage, network } = await readRequest()
  if (!isFromOwnPage) return refuseForeign()
  const consumed = await consumeLimit(limit, network ?? 'local')
  if (!consumed.isAllowed) return refuseTooMany(consumed.retryAfterSeconds)
  return request.formData().catch(() => new FormData())
}
