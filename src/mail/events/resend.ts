/** Resend's webhooks (resend.com/docs/webhooks), which Svix signs (docs.svix.com, "How to Verify"). */
import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { isSameSecret } from '../same-secret.ts'
import {
  bounceKind,
  eventOf,
  type ProviderEvent,
  partsOf,
  type ReadEvents,
  readEach,
  unread,
} from './event.ts'

/** As in Svix's own libraries. */
const TOLERANCE_MS = 5 * 60_000
const schema = z.object({
  type: z.string(),
  data: z.object({
    to: z.array(z.string()).optional(),
    bounce: z
      .object({
        type: z.string().optional(),
        subType: z.string().optional(),
        message: z.string().optional(),
      })
      .optional(),
  }),
})
type Signed = { id: string | null; timestamp: string | null; signature: string | null }

/** `secret` as Resend shows it: `whsec_` and the key in base64. */
export function readResend(
  body: string,
  { id, timestamp, signature }: Signed,
  secret: string | undefined,
  now: Date,
): ReadEvents {
  if (!secret || !id || !timestamp || !signature) return null
  if (!(Math.abs(now.getTime() - Number(timestamp) * 1000) <= TOLERANCE_MS)) return null
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const right = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  // There are several while a key is being changed.
  const given = signature.split(' ').filter((one) => one.startsWith('v1,'))
  if (!given.some((one) => isSameSecret(one.slice(3), right))) return null
  const parts = partsOf(body)
  return parts ? readEach(parts, schema, read(id)) : [unread('it is not JSON', body)]
}

const read =
  (eventId: string) =>
  ({ type, data: { to = [], bounce } }: z.output<typeof schema>): ProviderEvent | null => {
    const reason = [bounce?.type, bounce?.subType, bounce?.message].filter(Boolean).join(': ')
    const common = { eventId, email: addressIn(to[0] ?? ''), reason: reason || type }
    if (type === 'email.delivered') return eventOf({ ...common, kind: 'delivered' })
    if (type === 'email.complained') return eventOf({ ...common, kind: 'complaint' })
    if (type !== 'email.bounced') return null
    return eventOf({ ...common, kind: bounceKind(bounce?.type === 'Permanent', reason) })
  }

/** Some come with a name before them. */
function addressIn(text: string): string {
  return /<([^<>]+)>\s*$/.exec(text)?.[1] ?? text
}
