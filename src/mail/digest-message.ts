/** The digest as bytes: its body is composed once, and each email adds its headers and links. */
import { createHash } from 'node:crypto'
import libmime from 'libmime'
import { encode, wrap } from 'libqp'
import type { SendMailOptions } from 'nodemailer'
import { domainOf, parseEmailAddress, type Sender } from '../domain/email-address.ts'
import type { Cadence } from '../domain/subscription.ts'
import { env } from '../env.ts'
import { LARGEST_HTML } from './digest.tsx'
import { UNSUBSCRIBE_MARK } from './digest-view.ts'

export type FrozenDigest = {
  cadence: Cadence
  /** First day of what it covers, `YYYY-MM-DD`. */
  from: string
  subject: string
  html: string
  text: string
}
/** `messageId` without its angle brackets; the same at every attempt, as is `date`. */
export type Recipient = {
  deliveryId: string
  email: string
  messageId: string
  date: Date
  unsubscribeUrl: string
}

/** Makes one recipient's email: the same bytes every time. Throws when it cannot be made. */
export type ComposeFor = (recipient: Recipient) => SendMailOptions

/** One line of quoted-printable, with room for a soft break. */
const LINE = 75
const SOFT_BREAK = '=\r\n'

/** Encodes a digest once. Throws when it would be larger than mail programs show. */
export function composeDigest(digest: FrozenDigest): ComposeFor {
  const { MAIL_FROM, BOUNCE_ADDRESS, MAIL_IDEMPOTENCY_HEADER } = env()
  // No line of quoted-printable can hold =_, so the boundary cannot occur inside.
  const boundary = `=_${createHash('sha256').update(digest.text).digest('hex').slice(0, 24)}`
  const shared = sharedHeaders(digest, boundary)
  const body = encodeBody(digest, boundary)
  const parts = digest.html.split(UNSUBSCRIBE_MARK)
  const marks = parts.length - 1
  const htmlBytes = Buffer.byteLength(parts.join(''))
  return ({ deliveryId, email, messageId, date, unsubscribeUrl }) => {
    if (parseEmailAddress(email) !== email) throw new Error('Mail can only be sent to an address.')
    assertSize(htmlBytes + marks * unsubscribeUrl.length)
    const own = [
      addressHeader('To', email),
      header('Message-ID', `<${messageId}>`),
      header('Date', date.toUTCString().replace('GMT', '+0000')),
      header('List-Unsubscribe', listUnsubscribe(unsubscribeUrl)),
      header('List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'),
      ...(MAIL_IDEMPOTENCY_HEADER ? [header(MAIL_IDEMPOTENCY_HEADER, deliveryId)] : []),
    ]
    return {
      raw: Buffer.from([...shared, ...own, '', body(unsubscribeUrl)].join('\r\n'), 'latin1'),
      envelope: {
        from: BOUNCE_ADDRESS ? returnPath(BOUNCE_ADDRESS, deliveryId) : MAIL_FROM.address,
        to: [email],
      },
    }
  }
}

/**
 * Both ways to unsubscribe (RFC 2369, RFC 8058) in one value: the link, and where UNSUBSCRIBE_ADDRESS
 * is set, an email whose subject holds the link's token.
 */
export function listUnsubscribe(unsubscribeUrl: string): string {
  const address = env().UNSUBSCRIBE_ADDRESS
  if (!address) return `<${unsubscribeUrl}>`
  const mailbox = encodeURIComponent(address).replace('%40', '@')
  const token = unsubscribeUrl.slice(unsubscribeUrl.lastIndexOf('/') + 1)
  return `<${unsubscribeUrl}>, <mailto:${mailbox}?subject=unsubscribe%20${token}>`
}

/** The address that a bounce of one delivery comes back to: `bounces+DELIVERY@example.org`. */
export function returnPath(bounceAddress: string, deliveryId: string): string {
  return bounceAddress.replace('@', `+${deliveryId}@`)
}

function sharedHeaders({ cadence, from, subject }: FrozenDigest, boundary: string): string[] {
  const { MAIL_FROM, SITE_URL } = env()
  return [
    header('From', `${phrase(MAIL_FROM)}<${MAIL_FROM.address}>`),
    libmime.foldLines(header('Subject', inAscii(subject.replace(/\p{Cc}+/gu, ' ')))),
    header('List-Id', `Trending papers <digest.${new URL(SITE_URL).hostname}>`),
    header('Feedback-ID', `${from.replaceAll('-', '')}:${cadence}:digest:broadsheet`),
    header('Auto-Submitted', 'auto-generated'),
    header('X-Auto-Response-Suppress', 'OOF, AutoReply'),
    header('Precedence', 'bulk'),
    header('MIME-Version', '1.0'),
    header('Content-Type', `multipart/alternative; boundary="${boundary}"`),
  ]
}

/** Both parts in quoted-printable, with only the links missing. */
function encodeBody({ html, text }: FrozenDigest, boundary: string): (link: string) => string {
  const part = (type: string, content: string) => [
    `--${boundary}\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n`,
    content,
    '\r\n',
  ]
  const pieces = [...part('text/plain', text), ...part('text/html', html), `--${boundary}--\r\n`]
  const split = pieces.map((piece, index) =>
    index % 3 === 1 ? piece.split(UNSUBSCRIBE_MARK).map(quoted) : [piece],
  )
  return (link) => {
    const between = SOFT_BREAK + quoted(link) + SOFT_BREAK
    return split.map((texts) => texts.join(between)).join('')
  }
}

function quoted(text: string): string {
  return wrap(encode(text.replace(/\r?\n/g, '\r\n')), LINE)
}

/** A name before an address, as RFC 5322 wants it. */
function phrase({ name }: Sender): string {
  if (!name) return ''
  if (!libmime.isPlainText(name)) return `${inAscii(name)} `
  return `"${name.replace(/["\\]/g, '\\$&')}" `
}

/** Words for a header (RFC 2047). */
function inAscii(text: string): string {
  return libmime.isPlainText(text) ? text : libmime.encodeWord(text, 'Q', 52)
}

/** A header holds printable ASCII only, so that no value can begin another header. */
function header(name: string, value: string): string {
  if (!/^[\x20-\x7e]+$/.test(value)) throw new Error(`The header ${name} must be printable ASCII.`)
  return `${name}: ${value}`
}

/** An address, in UTF-8 if needed (RFC 6532); parseEmailAddress has refused anything unsafe. */
function addressHeader(name: string, address: string): string {
  return `${name}: <${Buffer.from(address, 'utf8').toString('latin1')}>`
}

function assertSize(bytes: number): void {
  if (bytes > LARGEST_HTML)
    throw new Error(`A digest of ${bytes} bytes is too large for mail programs.`)
}

/** The domain that Message-IDs end in. */
export function senderDomain(): string {
  return domainOf(env().MAIL_FROM.address)
}
