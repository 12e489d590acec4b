/** Postmark's webhooks for bounces, complaints and deliveries (postmarkapp.com/developer/webhooks). */
import { z } from 'zod'
import { bounceKind, eventOf, type ProviderEvent } from './event.ts'
import { readerWithSecret } from './webhook-secret.ts'

/** After these Postmark itself sends nothing more, since the address does not exist. */
const HARD = new Set(['HardBounce', 'BadEmailAddress'])
/** Automatic replies, changes of address, challenges and tests. */
const NO_BOUNCE = new Set(['AutoResponder', 'AddressChange', 'ChallengeVerification', 'TestBounce'])
const schema = z.object({
  RecordType: z.string(),
  ID: z.union([z.number(), z.string()]).optional(),
  MessageID: z.string().optional(),
  Type: z.string().optional(),
  Email: z.string().optional(),
  Recipient: z.string().optional(),
  Description: z.string().optional(),
  Details: z.string().optional(),
})

/** Postmark signs nothing: the address it calls holds a name and the secret (Basic). */
export const readPostmark = readerWithSecret(schema, read)

function read(event: z.output<typeof schema>): ProviderEvent | null {
  const { RecordType, ID, MessageID, Type = '', Email, Recipient } = event
  const reason = [Type, event.Description, event.Details].filter(Boolean).join(': ')
  const common = { eventId: `${RecordType} ${ID ?? MessageID}`, email: Email ?? Recipient, reason }
  if (RecordType === 'Delivery') return eventOf({ ...common, kind: 'delivered' })
  if (RecordType === 'SpamComplaint' || (RecordType === 'Bounce' && Type === 'SpamComplaint'))
    return eventOf({ ...common, kind: 'complaint' })
  if (RecordType !== 'Bounce' || NO_BOUNCE.has(Type)) return null
  if (Type === 'Unsubscribe') return eventOf({ ...common, kind: 'unsubscribe' })
  return eventOf({ ...common, kind: bounceKind(HARD.has(Type), reason) })
}
