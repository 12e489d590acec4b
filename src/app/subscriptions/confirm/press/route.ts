/** The button on the confirmation page. */
import { consumeLimit } from '@/db/limits'
import { openToManage } from '@/db/subscriptions/own-subscription'
import { confirmSubscription } from '@/db/subscriptions/subscriptions'
import { goTo, refuseForeign, refuseTooMany } from '@/session/answers'
import { readRequest } from '@/session/request'

/** Confirms and leads to what can be changed, 303; 403 from elsewhere, 429 after too many. */
export async function POST(request: Request): Promise<Response> {
  const { isFromOwnPage, network } = await readRequest()
  if (!isFromOwnPage) return refuseForeign()
  const limit = await consumeLimit('subscription-press', network ?? 'local')
  if (!limit.isAllowed) return refuseTooMany(limit.retryAfterSeconds)
  const form = await request.formData().catch(() => new FormData())
  const now = new Date()
  const confirmed = await confirmSubscription(String(form.get('token') ?? ''), now)
  if (!confirmed) return goTo('/subscriptions/confirm')
  const token = await openToManage(confirmed.id, now)
  return goTo(`/subscriptions/manage?token=${token}&confirmed=1`)
}
