/** What mail providers and mail servers report about our emails, in one shape. */
import { z } from 'zod'
import { parseEmailAddress } from '../../domain/email-address.ts'

/**
 * `deliveryId` and `messageId`: ours, if the return path or the provider names them. `delivered`
 * ends a run of soft bounces; an email that is only late is no event.
 */
export type ProviderEvent = {
  eventId: string
  kind: 'hard_bounce' | 'soft_bounce' | 'complaint' | 'unsubscribe' | 'delivered'
  email: string | null
  deliveryId: string | null
  messageId?: string | null
  reason: string
}
/** A part of a signed call that is not as documented, and why. */
export type Unread = { kind: 'unread'; reason: string; payload: string }
/** The parts of a call, each on its own; null when it is not signed as it should be. */
export type ReadEvents = (ProviderEvent | Unread)[] | null

const UUID = /\+([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@/i
/** RFC 3463: no such mailbox, domain or address; it has moved; its domain takes no mail (RFC 7505). */
const NO_SUCH_ADDRESS = new Set(['5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10'])
const STATUS = /\b([245]\.\d{1,3}\.\d{1,3})\b/
const LONGEST_REASON = 500

/** The delivery that a return path such as `bounces+DELIVERY@example.org` stands for, or null. */
export function deliveryIn(returnPath: string): string | null {
  return UUID.exec(returnPath)?.[1]?.toLowerCase() ?? null
}

/**
 * Whether a bounce is about the address, and so permanent: by its status, or without one by the
 * provider's word. A receiver's objection to the sender or the message says nothing about the
 * address, however final it is.
 */
export function bounceKind(isPermanent: boolean, words: string): 'hard_bounce' | 'soft_bounce' {
  const status = STATUS.exec(words)?.[1]
  const isHard = isPermanent && (status === undefined || NO_SUCH_ADDRESS.has(status))
  return isHard && !/\bsender\b/i.test(words) ? 'hard_bounce' : 'soft_bounce'
}

/** An event with the address in our spelling. Throws when it names no address, delivery or message. */
export function eventOf(
  event: Omit<ProviderEvent, 'email' | 'deliveryId'> & {
    email?: string
    deliveryId?: string | null
  },
): ProviderEvent {
  const { email = '', deliveryId = null, messageId = null } = event
  const address = parseEmailAddress(email)
  if (address === null && deliveryId === null && messageId === null)
    throw new Error('it names no address')
  return { ...event, email: address, deliveryId, reason: event.reason.slice(0, LONGEST_REASON) }
}

/** Reads each part on its own; `read` returns null for kinds of event that do not matter here. */
export function readEach<Part>(
  parts: unknown[],
  schema: z.ZodType<Part>,
  read: (part: Part) => ProviderEvent | ProviderEvent[] | null,
): (ProviderEvent | Unread)[] {
  return parts.flatMap((part): ProviderEvent | (ProviderEvent | Unread)[] => {
    try {
      const event = read(schema.parse(part))
      return event === null ? [] : event
    } catch (error) {
      return [unread(reasonOf(error), JSON.stringify(part))]
    }
  })
}

/** What is signed but cannot be read, and why. */
export function unread(reason: string, payload: string): Unread {
  return { kind: 'unread', reason, payload }
}

/** The parts of a call that holds one or many; null when it is not JSON. */
export function partsOf(body: string): unknown[] | null {
  const parsed = parseJson(body)
  if (parsed === null) return null
  return Array.isArray(parsed) ? parsed : [parsed]
}

/** JSON, or null. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof z.ZodError)) return error instanceof Error ? error.message : 'unknown'
  const [issue] = error.issues
  return `${issue?.path.join('.') || 'the event'}: ${issue?.message ?? 'not as documented'}`
}
