/** A few connections to the relay, kept open between emails, that tell how far each email got. */
import { Readable } from 'node:stream'
import SMTPConnection, { type SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection'
import pLimit from 'p-limit'
import type { SmtpError, Stage } from '../domain/delivery.ts'

export type Envelope = { from: string; to: string[] }
export type RelayOptions = SMTPConnectionOptions & { auth?: { user?: string; pass?: string } }
export type Relay = {
  /**
   * Hands over a message when a connection is free; resolves with the relay's answer, and throws an
   * SmtpError that says how far it got.
   */
  send: (envelope: Envelope, message: Buffer) => Promise<string>
  close: () => void
}

/** Connections of one process, and so emails that can be under way at once. */
export const POOL_SIZE = 5
/** From the name lookup to the end of the TLS handshake. */
const CONNECT_MS = 60_000
/** Time to answer after the final dot (RFC 5321 4.5.3.2.6); SMTP_URL can change it (?socketTimeout=MS). */
const SILENCE_MS = 600_000
/** For the whole envelope: MAIL FROM, RCPT TO, DATA. */
const ASKING_MS = 300_000
/** A relay that drips its answers is never silent; a body may take this many times SILENCE_MS. */
const SILENCES = 2
const REST_MS = 60_000
const MOST_MAILS = 100

type Line = { smtp: SMTPConnection; mails: number; rest?: NodeJS.Timeout }

/** Opens no connection yet; the first email does. */
export function openRelay(options: RelayOptions): Relay {
  const inTurn = pLimit(POOL_SIZE)
  const resting = new Set<Line>()
  let isClosed = false

  const takeResting = (): Line | undefined => {
    const [line] = resting
    if (!line) return undefined
    clearTimeout(line.rest)
    resting.delete(line)
    return line
  }
  const letRest = (line: Line) => {
    if (isClosed || line.mails >= MOST_MAILS) return line.smtp.quit()
    line.rest = setTimeout(() => {
      if (resting.delete(line)) line.smtp.quit()
    }, REST_MS).unref()
    resting.add(line)
  }
  const send = async (envelope: Envelope, message: Buffer): Promise<string> => {
    const kept = takeResting()
    const line = kept ?? (await connect(options))
    if (!kept) line.smtp.once('end', () => resting.delete(line))
    line.mails++
    try {
      const response = await offer(line.smtp, envelope, message, options)
      letRest(line)
      return response
    } catch (error) {
      const failure = error as SmtpError
      if (failure.responseCode && failure.responseCode !== 421) {
        line.smtp.reset((failed) => (failed ? line.smtp.close() : letRest(line)))
        throw failure
      }
      line.smtp.close()
      // The relay closed it between two emails: nothing of this one was sent, so try another connection.
      if (kept && failure.stage === 'asking') return send(envelope, message)
      throw failure
    }
  }
  return {
    send: (envelope, message) => inTurn(() => send(envelope, message)),
    close: () => {
      isClosed = true
      for (let line = takeResting(); line; line = takeResting()) line.smtp.quit()
    },
  }
}

async function connect(options: RelayOptions): Promise<Line> {
  const smtp = new SMTPConnection({
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    ...options,
  })
  try {
    await new Promise<void>((done, fail) => {
      // Stays for good: later errors are handed to whoever is sending.
      smtp.on('error', fail)
      smtp.once('end', () => fail(new Error('The relay closed the connection.')))
      smtp.connect((error) => (error ? fail(error) : done()))
    })
    await signIn(smtp, options)
  } catch (error) {
    smtp.close()
    throw staged(explained(error), 'connecting')
  }
  return { smtp, mails: 0 }
}

function signIn(smtp: SMTPConnection, { auth }: RelayOptions): Promise<void> {
  if (!auth?.user && !auth?.pass) return Promise.resolve()
  if (!smtp.allowsAuth) return Promise.reject(new Error('The relay does not offer authentication.'))
  return new Promise((done, fail) => {
    smtp.once('error', fail)
    smtp.login({ user: auth.user, pass: auth.pass }, (error) => (error ? fail(error) : done()))
  })
}

/** OpenSSL's own words are true, but of no use to the operator. */
function explained(error: unknown): unknown {
  const words = error instanceof Error ? error.message : String(error)
  if (/wrong version number|packet length too long/.test(words))
    return new Error(
      'The relay does not expect TLS from the start on this port: use smtp:// for STARTTLS (port 587), smtps:// for TLS (port 465).',
    )
  if (/certificate/i.test(words))
    return new Error(`The relay's certificate cannot be trusted: ${words}.`)
  return error
}

/** A body that nobody has read cannot have been sent, so reading it begins the last stage. */
function offer(
  smtp: SMTPConnection,
  envelope: Envelope,
  message: Buffer,
  { socketTimeout = SILENCE_MS }: RelayOptions,
): Promise<string> {
  return new Promise((done, fail) => {
    let stage: Stage = 'asking'
    let late: NodeJS.Timeout
    const failLate = () => failAs(new Error('The relay took too long to answer.'))
    const failAs = (error: unknown) => {
      clearTimeout(late)
      fail(staged(error, stage))
    }
    late = setTimeout(failLate, Math.min(ASKING_MS, socketTimeout))
    const body = new Readable({
      read() {
        stage = 'sending'
        clearTimeout(late)
        late = setTimeout(failLate, SILENCES * socketTimeout)
        this.push(message)
        this.push(null)
      },
    })
    smtp.send(envelope, body, (error, info) => {
      if (error) return failAs(error)
      clearTimeout(late)
      done(info?.response ?? '')
    })
  })
}

function staged(error: unknown, stage: Stage): Error & SmtpError {
  const failure = error instanceof Error ? error : new Error(String(error))
  return Object.assign(failure, { stage })
}
