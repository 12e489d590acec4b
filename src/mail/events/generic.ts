/** Events from any program that can sign: an operator's own script, or a bounce mailbox. */
import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { parseEmailAddress } from '../../domain/email-address.ts'
import { isSameSecret } from '../../domain/same-secret.ts'
import { deliveryIn, parseJson, type ReadEvents } from './event.ts'

const schema = z.object({
  id: z.string().min(1).max(200),
  type: z.enum(['hard_bounce', 'soft_bounce', 'complaint']),
  email: z.string().optional(),
  /** The address that the mail came back to. */
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
  const parsed = schema.safeParse(parseJson(body))
  if (!parsed.success) return null
  const { id, type, email = '', returnPath = '', reason } = parsed.data
  const address = parseEmailAddress(email)
  const deliveryId = deliveryIn(returnPath)
  if (address === null && deliveryId === null) return null
  return [{ eventId: id, kind: type, email: address, deliveryId, reason }]
}
