/** What became of handing a mail to the relay, and what follows from it. */

/**
 * `retry`: not taken, for now. `bounced`: no such address. `refused`: not taken, for good.
 * `unreachable`: nothing was sent at all. `doubt`: it may have been taken.
 */
export type Outcome =
  | { kind: 'sent'; response: string }
  | {
      kind: 'retry' | 'bounced' | 'refused' | 'unreachable' | 'doubt'
      reason: string
      strain: Strain
    }
/** What an outcome says about the relay as a whole. */
export type Strain = 'relay' | 'none'

/** What nodemailer tells of a failure. */
export type SmtpError = {
  message: string
  code?: string
  responseCode?: number
  response?: string
  command?: string
  syscall?: string
  timeoutType?: string
}

/** After so many failures of the relay in a row a run pauses. */
export const BREAKS_AFTER = 5
export const MOST_ATTEMPTS = 10
const FIRST_DELAY_MS = 60_000
const LONGEST_DELAY_MS = 6 * 3_600_000
const NOTHING_SENT = new Set(['EDNS', 'EAUTH', 'ENOAUTH', 'EOAUTH2', 'ETLS', 'ECONFIG', 'EPROXY'])
const BEFORE_ANY_MAIL = new Set(['CONNECT_TIMEOUT', 'GREETING_TIMEOUT', 'UPGRADE_TIMEOUT'])
/** Said by the pool of a mail that it never began to send. */
const POOL_GAVE_UP = /^(?:Reached maximum number of retries|Connection pool was closed)/
const NO_SUCH_ADDRESS = new Set([550, 551, 553])
const ABOUT_THE_SENDER =
  /relay|denied|block|polic|spam|reputation|auth|sender|rate|limit|\bspf\b|dkim|dmarc/i

/**
 * Reads a failure of nodemailer. A reply of the relay is definite. Without one, only what happened
 * before any mail could be sent is; all else is in doubt, since nodemailer tells a connection that
 * broke after the last dot in the same words as one that broke before.
 */
export function outcomeOf(error: SmtpError): Outcome {
  const reason = (error.response ?? error.message).replace(/\s+/g, ' ').slice(0, 500)
  const { responseCode: reply, code = '' } = error
  if (NOTHING_SENT.has(code)) return { kind: 'unreachable', reason, strain: 'relay' }
  if (reply === undefined || reply === 0) {
    const isBefore =
      error.syscall === 'connect' ||
      BEFORE_ANY_MAIL.has(error.timeoutType ?? '') ||
      POOL_GAVE_UP.test(error.message)
    if (isBefore) return { kind: 'unreachable', reason, strain: 'relay' }
    return { kind: 'doubt', reason, strain: 'none' }
  }
  if (reply < 500) {
    return { kind: 'retry', reason, strain: reply === 421 || reply === 454 ? 'relay' : 'none' }
  }
  return permanentOf(reply, reason, error.command ?? '')
}

/**
 * Only an address that is said not to exist is a bounce: by its enhanced code 5.1.x (RFC 3463), or
 * where there is none by the reply to RCPT. A relay that refuses everybody must not look like that.
 */
function permanentOf(reply: number, reason: string, command: string): Outcome {
  const [, subject] = /^\d{3}[ -]5\.(\d{1,3})\.\d{1,3}\b/.exec(reason) ?? []
  if (subject === '1') return { kind: 'bounced', reason, strain: 'none' }
  const isPlain = subject === undefined && NO_SUCH_ADDRESS.has(reply) && command === 'RCPT TO'
  if (isPlain && !ABOUT_THE_SENDER.test(reason)) return { kind: 'bounced', reason, strain: 'relay' }
  return { kind: 'refused', reason, strain: subject === '2' ? 'none' : 'relay' }
}

/**
 * How long a mail waits after its `attempt`-th failure, in ms: 1, 2, 4 … minutes, at most 6 hours,
 * a quarter more or less by chance (`random` from 0 to 1) so that they do not all come back at once.
 */
export function retryDelay(attempt: number, random: number): number {
  const full = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.max(0, attempt - 1))
  return Math.round(full * (0.75 + random / 2))
}
