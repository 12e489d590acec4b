/** The banner's one-step subscription: an address, and the usual choices. */
import { askForDigest } from '@/actions/ask-for-digest'
import { typedAddress } from '@/actions/typed-address'
import { wishesFields } from '@/actions/wishes'
import { USUAL_HOUR } from '@/domain/subscription'
import { env } from '@/env'
import { goTo, refuseForeign } from '@/session/answers'
import { readRequest } from '@/session/request'

/** 303 to a page that says the same for every address; 403 from elsewhere. */
export async function POST(request: Request): Promise<Response> {
  const { isFromOwnPage, network } = await readRequest()
  if (!isFromOwnPage) return refuseForeign()
  const form = await request.formData().catch(() => new FormData())
  const email = typedAddress.safeParse(form.get('email'))
  const wishes = wishesFields.safeParse({
    cadence: 'daily',
    topics: form.get('topics') ?? '',
    hour: USUAL_HOUR,
    timeZone: env().editionClock.timeZone,
  })
  if (!email.success) return goTo('/subscribe?failed=address')
  if (!wishes.success) return goTo('/subscribe?failed=topics')
  if (form.get('website')) return goTo('/subscribe/sent')
  const refusal = await askForDigest(email.data, wishes.data, { network, now: new Date() })
  return goTo(refusal ? '/subscribe?failed=many' : '/subscribe/sent')
}
