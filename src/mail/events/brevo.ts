/** Brevo's transactional webhooks, one by one or batched (developers.brevo.com). */
import { z } from 'zod'
import { bounceKind, eventOf, type ProviderEvent } from './event.ts'
import { readerWithSecret } from './webhook-secret.ts'

const KINDS: Record<string, 'bounce' | 'hard' | 'complaint' | 'unsubscribe' | 'delivered'> = {
  delivered: 'delivered',
  hard_bounce: 'hard',
  soft_bounce: 'bounce',
  invalid_email: 'hard',
  blocked: 'bounce',
  spam: 'complaint',
  complaint: 'complaint',
  unsubscribed: 'unsubscribe',
  unsubscribe: 'unsubscribe',
}
const schema = z.object({
  event: z.string(),
  email: z.string().optional(),
  'message-id': z.string().optional(),
  ts_event: z.number().optional(),
  ts_epoch: z.number().optional(),
  ts: z.number().optional(),
  reason: z.string().optional(),
})

/** Brevo signs nothing: it sends the secret as a password or a bearer token. */
export const readBrevo = readerWithSecret(schema, read)

/** Brevo's `id` is the webhook's, so the email and the time identify the event. */
function read(event: z.output<typeof schema>): ProviderEvent | null {
  const kind = Object.hasOwn(KINDS, event.event) ? KINDS[event.event] : undefined
  if (!kind) return null
  const { email, reason = event.event } = event
  const messageId = event['message-id']?.replace(/^<|>$/g, '')
  const time = event.ts_epoch ?? event.ts_event ?? event.ts ?? ''
  const common = {
    eventId: `${event.event} ${messageId ?? email} ${time}`,
    email,
    messageId,
    reason,
  }
  if (kind !== 'hard' && kind !== 'bounce') return eventOf({ ...common, kind })
  return eventOf({ ...common, kind: bounceKind(kind === 'hard', reason) })
}
