/** SendGrid's Signed Event Webhook (twilio.com/docs/sendgrid, "Event Webhook Reference"). */
import { createPublicKey, verify } from 'node:crypto'
import { z } from 'zod'
import {
  bounceKind,
  eventOf,
  type ProviderEvent,
  partsOf,
  type ReadEvents,
  readEach,
  unread,
} from './event.ts'

const schema = z.object({
  event: z.string(),
  email: z.string().optional(),
  sg_event_id: z.string().min(1).max(200),
  type: z.string().optional(),
  status: z.string().optional(),
  reason: z.string().optional(),
  'smtp-id': z.string().optional(),
})

/** The timestamp and body are signed with ECDSA; `key` is the public key as SendGrid shows it. */
export function readSendGrid(
  body: string,
  { signature, timestamp }: { signature: string | null; timestamp: string | null },
  key: string | undefined,
): ReadEvents {
  if (!key || !signature || !timestamp || !isSigned(timestamp + body, signature, key)) return null
  const parts = partsOf(body)
  return parts ? readEach(parts, schema, read) : [unread('it is not JSON', body)]
}

function isSigned(text: string, signature: string, key: string): boolean {
  try {
    const publicKey = createPublicKey({
      key: Buffer.from(key, 'base64'),
      format: 'der',
      type: 'spki',
    })
    return verify('sha256', Buffer.from(text), publicKey, Buffer.from(signature, 'base64'))
  } catch {
    return false
  }
}

function read(event: z.output<typeof schema>): ProviderEvent | null {
  const reason = [event.status, event.reason ?? event.type].filter(Boolean).join(' ')
  const common = {
    eventId: event.sg_event_id,
    email: event.email,
    messageId: event['smtp-id']?.replace(/^<|>$/g, '') ?? null,
    reason: reason || event.event,
  }
  switch (event.event) {
    case 'delivered':
      return eventOf({ ...common, kind: 'delivered' })
    case 'spamreport':
      return eventOf({ ...common, kind: 'complaint' })
    case 'unsubscribe':
    case 'group_unsubscribe':
      return eventOf({ ...common, kind: 'unsubscribe' })
    case 'bounce':
      return eventOf({ ...common, kind: bounceKind(event.type !== 'blocked', reason) })
    case 'dropped':
      return dropped(event, common)
    default:
      return null
  }
}

/** Not sent at all, because of what SendGrid already knows about the address. */
function dropped(
  { reason = '' }: z.output<typeof schema>,
  common: Omit<Parameters<typeof eventOf>[0], 'kind'>,
): ProviderEvent | null {
  if (/spam report/i.test(reason)) return eventOf({ ...common, kind: 'complaint' })
  if (/unsubscribed/i.test(reason)) return eventOf({ ...common, kind: 'unsubscribe' })
  if (/bounced|invalid/i.test(reason)) return eventOf({ ...common, kind: 'hard_bounce' })
  return null
}
