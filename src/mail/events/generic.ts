/** Events from any program that can sign: an operator's own script, or a bounce mailbox. */
import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { isSameSecret } from '../same-secret.ts'
import { deliveryIn, eventOf, partsOf, type ReadEvents, readEach, unread } from './event.ts'

const schema = z.object({
  id: z.string().min(1).max(200),
  type: z.enum(['hard_bounce', 'soft_bounce', 'complaint', 'unsubscribe', 'delivered']),
  email: z.string().optional(),
  /** The address that the email came back to. */
  returnPath: z.string().optional(),
  reason: z.string().max(2_000).default(''),
})

/** `signature`: `sha256=` and the HMAC-SHA256 of the body under the shared secret, in hex. */
export function readGeneric(
  body: string,
  signature: string | null,
  secret: string | undefined,
): ReadEvents {
  const right = secret && `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
  if (!isSameSecret(signature, right)) return null
  const parts = partsOf(body)
  if (!parts) return [unread('it is not JSON', body)]
  return readEach(parts, schema, ({ id, type, email, returnPath = '', reason }) =>
    eventOf({ eventId: id, kind: type, email, deliveryId: deliveryIn(returnPath), reason }),
  )
}
