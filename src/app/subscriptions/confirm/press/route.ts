/** The button on the confirmation page. */
import { openToManage } from '@/db/subscriptions/own-subscription'
import { confirmSubscription } from '@/db/subscriptions/subscriptions'
import { goTo } from '@/session/answers'
import { readPress } from '@/session/press'

/** Confirms and leads to what can be changed, 303; 403 from elsewhere, 429 after too many. */
export async function POST(request: Request): Promise<Response> {
  const form = await readPress(request, 'subscription-press')
  if (form instanceof Response) return form
  const now = new Date()
  const confirmed = await confirmSubscription(String(form.get('token') ?? ''), now)
  if (!confirmed) return goTo('/subscriptions/confirm')
  const token = await openToManage(confirmed.id, now)
  return goTo(`/subscriptions/manage?token=${token}&confirmed=1`)
}
