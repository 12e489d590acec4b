/** The conversations with Postfix that are recorded: what is sent, and what has to become of it. */
import { type Outcome, outcomeOf, type SmtpError } from '../../src/domain/delivery.ts'
import { env } from '../../src/env.ts'
import { closeMail } from '../../src/mail/transport.ts'
import { sendMail } from '../support/send-mail.ts'
import { DOMAIN, type Postfix, SENDER } from './instance.ts'
import { openTap } from './tap.ts'

export type Dialogue = {
  name: string
  port: keyof Pick<Postfix, 'port' | 'strictPort' | 'wrappedPort'>
  from: string
  to: string
  /** Of SMTP_URL, after the port. */
  options: string
  isWrapped?: boolean
  becomes: Outcome['kind']
}

const PLAIN = '?ignoreTLS=true'
const ELSEWHERE = 'elsewhere.example.org'

export const DIALOGUES: Dialogue[] = [
  {
    name: 'sender refused at MAIL FROM',
    ...{ port: 'strictPort', from: `nobody@${DOMAIN}`, to: `ada@${ELSEWHERE}`, options: PLAIN },
    becomes: 'refused',
  },
  {
    name: 'sender refused at RCPT TO',
    ...{ port: 'port', from: `nobody@${DOMAIN}`, to: `ada@${ELSEWHERE}`, options: PLAIN },
    becomes: 'refused',
  },
  {
    name: 'recipient not listed',
    ...{ port: 'port', from: SENDER, to: `unknown@${DOMAIN}`, options: PLAIN },
    becomes: 'bounced',
  },
  {
    name: 'recipient refused',
    ...{ port: 'port', from: SENDER, to: `refused@${ELSEWHERE}`, options: PLAIN },
    becomes: 'refused',
  },
  {
    name: 'recipient greylisted',
    ...{ port: 'port', from: SENDER, to: `greylisted@${ELSEWHERE}`, options: PLAIN },
    becomes: 'retry',
  },
  {
    name: 'self-signed certificate',
    ...{ port: 'port', from: SENDER, to: `ada@${ELSEWHERE}`, options: '' },
    becomes: 'unreachable',
  },
  {
    name: 'TLS on a STARTTLS port',
    ...{ port: 'port', from: SENDER, to: `ada@${ELSEWHERE}`, options: '', isWrapped: true },
    becomes: 'unreachable',
  },
  {
    name: 'forty seconds after the dot',
    ...{ port: 'port', from: SENDER, to: `slow@${ELSEWHERE}`, options: PLAIN },
    becomes: 'sent',
  },
]

/** Has one conversation with Postfix; returns what was said and what became of the mail. */
export async function converse(
  postfix: Postfix,
  { port, from, to, options, isWrapped }: Dialogue,
): Promise<{ lines: string[]; outcome: Outcome }> {
  const tap = await openTap(postfix[port])
  const scheme = isWrapped ? 'smtps' : 'smtp'
  env().MAIL_FROM = { name: 'Broadsheet', address: from }
  env().SMTP_URL = `${scheme}://localhost:${tap.port}/${options}`
  closeMail()
  const outcome = await sendMail({ to, subject: 'A digest', html: '<p>Papers</p>', text: 'Papers' })
    .then((): Outcome => ({ kind: 'sent', response: '250' }))
    .catch((error: SmtpError) => outcomeOf(error))
  closeMail()
  // What is still being said belongs to it.
  await new Promise((done) => setTimeout(done, 300))
  tap.close()
  return { lines: tap.lines, outcome }
}
