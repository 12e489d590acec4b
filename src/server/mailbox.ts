/** A mail server inside the process, which keeps what a local site sends. */
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import { env } from '../env.ts'

const LARGEST_MAIL = 10 * 1024 * 1024
const LAST_MAILS_MS = 1_000

/**
 * Opens the mailbox of a site that keeps its mail, on a free port of the loopback address, and lets
 * this process and its threads know where. Returns a function to close it.
 */
export async function openMailbox(): Promise<() => Promise<void>> {
  if (!env().hasMailbox) return async () => {}
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: LARGEST_MAIL,
    closeTimeout: LAST_MAILS_MS,
    onData(stream, session, answer) {
      keep(stream, session).then(
        () => answer(null, 'kept in the mailbox'),
        (error) => answer(Object.assign(new Error(String(error)), { responseCode: 451 })),
      )
    },
  })
  // If a client hangs up, that isn't the site's fault.
  server.on('error', () => {})
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.server.address() as AddressInfo
  const url = `smtp://127.0.0.1:${port}`
  env().MAILBOX_URL = url
  process.env.MAILBOX_URL = url
  return () => new Promise((done) => server.close(done))
}

async function keep(stream: SMTPServerDataStream, { envelope }: SMTPServerSession) {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  if (stream.sizeExceeded) throw new Error('The mail is too large.')
  const bytes = new Uint8Array(Buffer.concat(chunks))
  const { keepMail } = await import('../db/deliveries/mailbox.ts')
  const { readMail } = await import('../mail/read-mail.ts')
  const { subject, text, links } = await readMail(bytes)
  const to = envelope.rcptTo.map(({ address }) => address).join(', ')
  await keepMail({ to, subject, text, links, bytes })
}
