/** Mailgun's webhooks (documentation.mailgun.com, "Webhook Payloads" and "Securing Webhooks"). */
import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { isSameSecret } from '../same-secret.ts'
import {
  bounceKind,
  deliveryIn,
  eventOf,
  type ProviderEvent,
  parseJson,
  type ReadEvents,
  readEach,
} from './event.ts'

/** Mailgun retries a call for eight hours. */
const OLDEST_MS = 24 * 3_600_000
const signed = z.object({
  signature: z.object({ timestamp: z.coerce.string(), token: z.string(), signature: z.string() }),
})
const schema = signed.extend({
  'event-data': z.object({
    event: z.string(),
    severity: z.string().optional(),
    reason: z.string().optional(),
    recipient: z.string().optional(),
    envelope: z.object({ sender: z.string().optional() }).optional(),
    message: z
      .object({ headers: z.object({ 'message-id': z.string().optional() }).optional() })
      .optional(),
    'delivery-status': z
      .object({
        'enhanced-code': z.string().optional(),
        message: z.string().nullish(),
        description: z.string().nullish(),
      })
      .optional(),
  }),
})

/**
 * The signature covers a timestamp and a token but not the event, so each token counts once, as the
 * event's id.
 */
export function readMailgun(body: string, key: string | undefined, now: Date): ReadEvents {
  const call = parseJson(body)
  const { data } = signed.safeParse(call)
  if (!data || !key) return null
  const { timestamp, token, signature } = data.signature
  const right = createHmac('sha256', key).update(`${timestamp}${token}`).digest('hex')
  if (!isSameSecret(signature, right)) return null
  if (!(Math.abs(now.getTime() - Number(timestamp) * 1000) <= OLDEST_MS)) return null
  return readEach([call], schema, read)
}

function read({ signature, 'event-data': event }: z.output<typeof schema>): ProviderEvent | null {
  const status = event['delivery-status'] ?? {}
  const words = [status['enhanced-code'], status.message, status.description]
  const reason = words.filter(Boolean).join(' ') || event.reason || event.event
  const common = {
    eventId: signature.token,
    email: event.recipient,
    deliveryId: deliveryIn(event.envelope?.sender ?? ''),
    messageId: event.message?.headers?.['message-id'] ?? null,
    reason,
  }
  if (event.event === 'delivered') return eventOf({ ...common, kind: 'delivered' })
  if (event.event === 'complained') return eventOf({ ...common, kind: 'complaint' })
  if (event.event === 'unsubscribed') return eventOf({ ...common, kind: 'unsubscribe' })
  // Mailgun retries after a temporary failure.
  if (event.event !== 'failed' || event.severity !== 'permanent') return null
  if (event.reason === 'suppress-complaint') return eventOf({ ...common, kind: 'complaint' })
  if (event.reason === 'suppress-unsubscribe') return eventOf({ ...common, kind: 'unsubscribe' })
  const isBounce = event.reason === 'bounce' || event.reason === 'suppress-bounce'
  return eventOf({ ...common, kind: bounceKind(isBounce, reason) })
}
