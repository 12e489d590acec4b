/** Postmark's bounce and spam complaint webhooks (postmarkapp.com/developer/webhooks). */
import { z } from 'zod'
import { parseEmailAddress } from '../../domain/email-address.ts'
import { isSameSecret } from '../../domain/same-secret.ts'
import { parseJson, type ReadEvents } from './event.ts'

const HARD = new Set(['HardBounce', 'BadEmailAddress'])
const schema = z.object({
  RecordType: z.enum(['Bounce', 'SpamComplaint']),
  ID: z.union([z.number(), z.string()]),
  Type: z.string(),
  Email: z.string(),
  Description: z.string().optional(),
  Details: z.string().optional(),
})

/** Postmark signs nothing: the address it is told to call carries a name and the secret (Basic). */
export function readPostmark(
  body: string,
  authorization: string | null,
  secret: string | undefined,
): ReadEvents {
  if (!isSameSecret(passwordIn(authorization), secret)) return null
  const parsed = schema.safeParse(parseJson(body))
  const email = parsed.data && parseEmailAddress(parsed.data.Email)
  if (!parsed.data || !email) return null
  const { RecordType, ID, Type, Description = '', Details = '' } = parsed.data
  const isComplaint = RecordType === 'SpamComplaint' || Type === 'SpamComplaint'
  const bounce = HARD.has(Type) ? 'hard_bounce' : 'soft_bounce'
  const reason = [Type, Description, Details].filter(Boolean).join(': ')
  return [
    {
      eventId: `${RecordType} ${ID}`,
      kind: isComplaint ? 'complaint' : bounce,
      email,
      deliveryId: null,
      reason,
    },
  ]
}

function passwordIn(authorization: string | null): string | null {
  const encoded = /^Basic ([\w+/=]+)$/.exec(authorization ?? '')?.[1]
  if (!encoded) return null
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  return text.includes(':') ? text.slice(text.indexOf(':') + 1) : null
}
