/** Mailjet's Event API, one by one or grouped (dev.mailjet.com/email/guides/webhooks). */
import { z } from 'zod'
import { bounceKind, eventOf, type ProviderEvent } from './event.ts'
import { readerWithSecret } from './webhook-secret.ts'

const schema = z.object({
  event: z.string(),
  time: z.number(),
  email: z.string().optional(),
  MessageID: z.union([z.number(), z.string()]).optional(),
  hard_bounce: z.boolean().optional(),
  error_related_to: z.string().optional(),
  error: z.string().optional(),
  comment: z.string().optional(),
})

/** Mailjet signs nothing: the address it calls holds a name and the secret (Basic). */
export const readMailjet = readerWithSecret(schema, read)

function read(event: z.output<typeof schema>): ProviderEvent | null {
  const { email, time, MessageID, error, comment } = event
  const reason = [error, comment].filter(Boolean).join(': ') || event.event
  const common = { eventId: `${event.event} ${MessageID ?? email} ${time}`, email, reason }
  switch (event.event) {
    case 'sent':
      return eventOf({ ...common, kind: 'delivered' })
    case 'spam':
      return eventOf({ ...common, kind: 'complaint' })
    case 'unsub':
      return eventOf({ ...common, kind: 'unsubscribe' })
    case 'bounce':
    case 'blocked':
      return error === 'duplicate in campaign' ? null : bounce(event, common)
    default:
      return null
  }
}

/** Permanent only if Mailjet blames the address or its domain, and not the message. */
function bounce(
  { hard_bounce = false, error_related_to = '' }: z.output<typeof schema>,
  common: { eventId: string; email?: string; reason: string },
): ProviderEvent {
  const isAboutAddress = error_related_to === 'recipient' || error_related_to === 'domain'
  return eventOf({ ...common, kind: bounceKind(hard_bounce && isAboutAddress, common.reason) })
}
