/** The button that undoes an unsubscription. */
import { consumeLimit } from '@/db/limits'
import { comeBack } from '@/db/subscriptions/way-back'
import { goTo, refuseForeign, refuseTooMany } from '@/session/answers'
import { readRequest } from '@/session/request'

/** Subscribes again and says so, 303; 403 from elsewhere, 429 after too many. */
export async function POST(request: Request): Promise<Response> {
  const { isFromOwnPage, network } = await readRequest()
  if (!isFromOwnPage) return refuseForeign()
  const limit = await consumeLimit('subscription-press', network ?? 'local')
  if (!limit.isAllowed) return refuseTooMany(limit.retryAfterSeconds)
  const form = await request.formData().catch(() => new FormData())
  const isBack = await comeBack(String(form.get('token') ?? ''), new Date())
  return goTo(isBack ? '/subscriptions/unsubscribe?back=1' : '/subscribe')
}
