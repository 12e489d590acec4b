/** The button that undoes an unsubscription. */
import { comeBack } from '@/db/subscriptions/way-back'
import { goTo } from '@/session/answers'
import { readPress } from '@/session/press'

/** Subscribes again and says so, 303; 403 from elsewhere, 429 after too many. */
export async function POST(request: Request): Promise<Response> {
  const form = await readPress(request, 'subscription-press')
  if (form instanceof Response) return form
  const isBack = await comeBack(String(form.get('token') ?? ''), new Date())
  return goTo(isBack ? '/subscriptions/unsubscribe?back=1' : '/subscribe')
}
