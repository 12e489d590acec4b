/** How mail leaves: over one pool of connections to the relay, or to the local mailbox. */
import { createTransport, type SendMailOptions } from 'nodemailer'
import { parseEmailAddress } from '../domain/email-address.ts'
import { env } from '../env.ts'

/** A mail to one person; every word in it is ours. */
export type Mail = { to: string; subject: string; html: string; text: string }

/** Connections of one process; as many mails can be under way at once. */
export const POOL_SIZE = 5
/** The relay may be silent so long; SMTP_URL may say otherwise (?socketTimeout=MS). */
const SILENCE_MS = 30_000
const GREETING_MS = 10_000
/** One that drips its answers never is; a delivery may take so many silences. */
const SILENCES = 2

/** All that a mail says about itself; a relay may add what it likes. */
const SIGNED_HEADERS =
  'From:To:Subject:Date:Message-ID:MIME-Version:Content-Type:List-Id:List-Unsubscribe:List-Unsubscribe-Post:Feedback-ID:Auto-Submitted'
const AUTOMATIC = {
  'Auto-Submitted': 'auto-generated',
  'X-Auto-Response-Suppress': 'OOF, AutoReply',
}

/** Development reloads modules, so the pool is kept where a reload finds it. */
const kept = globalThis as typeof globalThis & { broadsheetPool?: Pool }
type Pool = ReturnType<typeof connect>
const waiting: (() => void)[] = []
let underWay = 0

/** Sends one mail; resolves when the relay has taken it, throws nodemailer's error when not. */
export async function sendMail(mail: Mail): Promise<void> {
  const { MAIL_FROM, BOUNCE_ADDRESS } = env()
  const to = parseEmailAddress(mail.to)
  if (to === null) throw new Error('Mail can only be sent to an address.')
  await deliver({
    from: MAIL_FROM,
    to: { name: '', address: to },
    envelope: { from: BOUNCE_ADDRESS ?? MAIL_FROM.address, to: [to] },
    subject: mail.subject,
    html: mail.html,
    text: mail.text,
    headers: AUTOMATIC,
  })
}

/** Hands a message to the pool, when it has a connection free, and waits for the relay's answer. */
export async function deliver(message: SendMailOptions): Promise<string> {
  await takeTurn()
  try {
    const transport = pool()
    const most = SILENCES * (transport.options.socketTimeout ?? SILENCE_MS)
    // From now on, and not while others are on their way.
    const sent = await transport.sendMail({ ...message, signal: AbortSignal.timeout(most) })
    return sent.response ?? ''
  } finally {
    passTurn()
  }
}

/** Closes the connections; the next mail opens new ones. */
export function closeMail(): void {
  kept.broadsheetPool?.close()
  kept.broadsheetPool = undefined
}

async function takeTurn(): Promise<void> {
  if (underWay < POOL_SIZE) underWay++
  else await new Promise<void>((done) => waiting.push(done))
}

function passTurn(): void {
  const next = waiting.shift()
  if (next) next()
  else underWay--
}

function pool(): Pool {
  kept.broadsheetPool ??= connect()
  return kept.broadsheetPool
}

function connect() {
  const { SMTP_URL, MAILBOX_URL, DKIM_DOMAIN, DKIM_SELECTOR, DKIM_PRIVATE_KEY } = env()
  const url = SMTP_URL ?? MAILBOX_URL
  if (!url) throw new Error('SMTP_URL is not set and no mailbox is open.')
  const isSigned = DKIM_DOMAIN && DKIM_SELECTOR && DKIM_PRIVATE_KEY
  return createTransport({
    url,
    pool: true,
    maxConnections: POOL_SIZE,
    // Only for a mail of which no byte was sent, when a relay closes a connection between two.
    maxRequeues: 2,
    connectionTimeout: GREETING_MS,
    greetingTimeout: GREETING_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(isSigned && {
      dkim: {
        domainName: DKIM_DOMAIN,
        keySelector: DKIM_SELECTOR,
        privateKey: DKIM_PRIVATE_KEY,
        headerFieldNames: SIGNED_HEADERS,
      },
    }),
  })
}
