/** How mail leaves: composed and signed by nodemailer, then handed to the relay or the local mailbox. */
import { createTransport, type SendMailOptions } from 'nodemailer'
import { env } from '../env.ts'
import { openRelay, type Relay, type RelayOptions } from './relay.ts'

export type Message = SendMailOptions

/** All headers that we write; a relay may add its own. */
const SIGNED_HEADERS =
  'From:To:Subject:Date:Message-ID:MIME-Version:Content-Type:List-Id:List-Unsubscribe:List-Unsubscribe-Post:Feedback-ID:Auto-Submitted'
/** Development reloads modules, so the connections are kept where a reload finds them. */
const kept = globalThis as typeof globalThis & { broadsheetMail?: Post }
type Post = { compose: ReturnType<typeof composer>; relay: Relay }

/** Composes a message, hands it over when a connection is free, and waits for the relay's answer. */
export async function deliver(message: Message): Promise<string> {
  const { compose, relay } = post()
  const { envelope, message: bytes } = await compose.sendMail(message)
  const from = envelope.from || ''
  return relay.send({ from, to: [envelope.to].flat() }, bytes as Buffer)
}

/** Closes the connections; the next email opens new ones. */
export function closeMail(): void {
  kept.broadsheetMail?.relay.close()
  kept.broadsheetMail = undefined
}

function post(): Post {
  kept.broadsheetMail ??= { compose: composer(), relay: openRelay(relayOptions()) }
  return kept.broadsheetMail
}

/** What SMTP_URL says, read as nodemailer reads it; connects to nothing. */
function relayOptions(): RelayOptions {
  const { SMTP_URL, MAILBOX_URL } = env()
  const url = SMTP_URL ?? MAILBOX_URL
  if (!url) throw new Error('SMTP_URL is not set and no mailbox is open.')
  return createTransport(url).options as RelayOptions
}

function composer() {
  const { DKIM_DOMAIN, DKIM_SELECTOR, DKIM_PRIVATE_KEY } = env()
  const isSigned = DKIM_DOMAIN && DKIM_SELECTOR && DKIM_PRIVATE_KEY
  return createTransport({
    streamTransport: true,
    buffer: true,
    newline: 'windows',
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
