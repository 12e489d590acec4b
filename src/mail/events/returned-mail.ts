/**
 * Reads a returned message: a delivery report (RFC 3464), a complaint (RFC 5965), or an email to the
 * address that unsubscribes.
 */
import PostalMime, { type Email } from 'postal-mime'
import { bounceKind, deliveryIn, type ProviderEvent } from './event.ts'

/** `event` has no address: only our own ledger says whose it is. */
export type ReturnedMail =
  | { is: 'report'; event: ProviderEvent }
  | { is: 'unsubscribe'; token: string }
  | { is: 'nothing' }

type Fields = Map<string, string>

const STATUS_TYPES = new Set(['message/delivery-status', 'message/global-delivery-status'])
const ORIGINAL_TYPES =
  /^(?:message\/(?:rfc822|global)|(?:text|message)\/(?:rfc822|global)-headers)$/
/** Where mail servers write who a message was for. */
const RECIPIENT_HEADERS = new Set(['to', 'delivered-to', 'x-original-to', 'envelope-to'])
const UNSUBSCRIBE = /^\s*unsubscribe[\s_]+([\w-]{20,110})\s*$/i

/** Never throws: a message that is too broken to read is `nothing`. */
export async function readReturnedMail(bytes: Uint8Array): Promise<ReturnedMail> {
  const mail = await PostalMime.parse(bytes, { forceRfc822Attachments: true }).catch(() => null)
  if (!mail) return { is: 'nothing' }
  const token = UNSUBSCRIBE.exec(mail.subject ?? '')?.[1]
  if (token) return { is: 'unsubscribe', token }
  const told = readStatus(mail) ?? readComplaint(mail)
  if (!told) return { is: 'nothing' }
  const original = readOriginal(mail)
  const messageId = /<([^<>\s]+)>/.exec(original.get('message-id') ?? '')?.[1] ?? null
  const deliveryId = [...recipientsOf(mail), told.mailFrom, original.get('return-path') ?? '']
    .map(deliveryIn)
    .find((id) => id !== null)
  if (!deliveryId && !messageId) return { is: 'nothing' }
  const { kind, reason } = told
  const eventId = `${deliveryId ?? messageId} ${kind}`
  const whose = { email: null, deliveryId: deliveryId ?? null, messageId }
  return { is: 'report', event: { eventId, kind, reason, ...whose } }
}

type Told = { kind: ProviderEvent['kind']; reason: string; mailFrom: string }

/**
 * Each of our emails has one recipient, so several in a report are what that address forwards to: if
 * one of them was reached, it is no bounce. An email that is only late will be reported on again.
 */
function readStatus(mail: Email): Told | null {
  const part = mail.attachments.find(({ mimeType }) => STATUS_TYPES.has(mimeType))
  if (!part) return null
  const [, ...recipients] = fieldsOf(part.content)
  const actions = recipients.map((fields) => fields.get('action')?.toLowerCase() ?? '')
  if (actions.length === 0 || actions.includes('delayed')) return null
  const failed = recipients.filter((_, index) => actions[index] === 'failed')
  if (failed.length < recipients.length)
    return { kind: 'delivered', reason: actions.join(', '), mailFrom: '' }
  const words = failed.map((fields) =>
    [fields.get('status'), fields.get('diagnostic-code')].filter(Boolean).join(' '),
  )
  const isHard = words.every((one) => bounceKind(one.startsWith('5'), one) === 'hard_bounce')
  return { kind: isHard ? 'hard_bounce' : 'soft_bounce', reason: words.join('; '), mailFrom: '' }
}

function readComplaint(mail: Email): Told | null {
  const part = mail.attachments.find(({ mimeType }) => mimeType === 'message/feedback-report')
  const [fields] = part ? fieldsOf(part.content) : []
  const type = fields?.get('feedback-type')?.toLowerCase()
  // A reader who says that it is not spam is not complaining.
  if (!fields || !type || type === 'not-spam') return null
  const mailFrom = fields.get('original-mail-from') ?? ''
  if (type === 'opt-out') return { kind: 'unsubscribe', reason: type, mailFrom }
  return { kind: 'complaint', reason: type, mailFrom }
}

/** The headers of our original email, if they are enclosed. */
function readOriginal(mail: Email): Fields {
  const part = mail.attachments.find(({ mimeType }) => ORIGINAL_TYPES.test(mimeType))
  return (part && fieldsOf(part.content)[0]) ?? new Map()
}

function recipientsOf({ headers }: Email): string[] {
  return headers.filter(({ key }) => RECIPIENT_HEADERS.has(key)).map(({ value }) => value)
}

/** Groups of fields between empty lines; names in lower case, the first of each name wins. */
function fieldsOf(content: ArrayBuffer | Uint8Array | string): Fields[] {
  const text = typeof content === 'string' ? content : Buffer.from(content as Uint8Array).toString()
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n(?:[ \t]*\n)+/)
    .map((group) => {
      const fields: Fields = new Map()
      for (const line of group.replace(/\n[ \t]+/g, ' ').split('\n')) {
        const [, name = '', value = ''] = /^([!-9;-~]+)[ \t]*:(.*)$/.exec(line) ?? []
        const key = name.toLowerCase()
        if (key && !fields.has(key)) fields.set(key, value.trim())
      }
      return fields
    })
    .filter((fields) => fields.size > 0)
}
