/** What came of handing a mail to the relay, and what follows from it. */

/**
 * `retry`: not accepted for now. `bounced`: no such address. `refused`: not accepted, for good.
 * `unreachable`: no mail could be offered at all. `doubt`: it may have been accepted.
 */
export type Outcome =
  | { kind: 'sent'; response: string }
  | {
      kind: 'retry' | 'bounced' | 'refused' | 'unreachable' | 'doubt'
      /** What the relay or the error said, without the names of mailboxes. */
      reason: string
      strain: Strain
    }
/**
 * What an outcome says beyond its own mail: something about the whole relay, about mail to the
 * recipient's domain, or nothing.
 */
export type Strain = 'relay' | 'domain' | 'none'

/**
 * How far a mail got: `connecting` is everything before it was offered (TLS, greeting, sign-in),
 * `asking` is the envelope, and from the first byte of its body on it is `sending`.
 */
export type Stage = 'connecting' | 'asking' | 'sending'

/** What is known about a failure; all but `stage` comes from nodemailer. */
export type SmtpError = {
  message: string
  stage: Stage
  responseCode?: number
  response?: string
  command?: string
}

export const MOST_ATTEMPTS = 10
const FIRST_DELAY_MS = 60_000
const LONGEST_DELAY_MS = 6 * 3_600_000
/** RFC 3463: the recipient's address is bad. 5.1.0, 5.1.7 and 5.1.8 may be about the sender. */
const NO_SUCH_ADDRESS = new Set(['5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10'])
const PLAIN_NO_SUCH_ADDRESS = new Set([550, 551, 553])
const ABOUT_THE_SENDER = /sender|mail from|return.?path|envelope.?from/i
/** Without an enhanced code, a refusal is a bounce only if it names no other reason. */
const OTHER_REASONS =
  /relay|denied|block|polic|spam|reputation|auth|rate|limit|\bspf\b|dkim|dmarc|\btls\b|encrypt/i
const LONGEST_REASON = 500

/**
 * The outcome a failure means. A reply from the relay is definite, and so is any failure before the
 * first byte of the body; without a reply after that, nobody knows whether the mail was accepted.
 */
export function outcomeOf(error: SmtpError): Outcome {
  const words = withoutMailboxes(error.response || error.message)
  const reason = words.replace(/\s+/g, ' ').slice(0, LONGEST_REASON)
  if (error.stage === 'connecting') return { kind: 'unreachable', reason, strain: 'relay' }
  const reply = error.responseCode
  if (!reply) {
    return error.stage === 'asking'
      ? { kind: 'retry', reason, strain: 'relay' }
      : { kind: 'doubt', reason, strain: 'none' }
  }
  if (reply < 500) {
    return { kind: 'retry', reason, strain: reply === 421 || reply === 454 ? 'relay' : 'none' }
  }
  return permanentOf(reply, reason, error.command ?? '')
}

/**
 * A bounce is only an address said not to exist: in the reply to RCPT TO, by its enhanced code or,
 * failing that, by words that name no other reason. A relay that refuses the sender, or everyone,
 * must not look like that.
 */
function permanentOf(reply: number, reason: string, command: string): Outcome {
  const isAboutSender = command === 'MAIL FROM' || ABOUT_THE_SENDER.test(reason)
  if (isAboutSender) return { kind: 'refused', reason, strain: 'relay' }
  const [, enhanced] = /^\d{3}[ -](5\.\d{1,3}\.\d{1,3})\b/.exec(reason) ?? []
  const isBounce =
    enhanced === undefined
      ? PLAIN_NO_SUCH_ADDRESS.has(reply) && !OTHER_REASONS.test(reason)
      : NO_SUCH_ADDRESS.has(enhanced)
  if (command === 'RCPT TO' && isBounce) return { kind: 'bounced', reason, strain: 'domain' }
  return { kind: 'refused', reason, strain: enhanced?.startsWith('5.2.') ? 'none' : 'domain' }
}

/** Replies repeat addresses, which no log or report may contain: only the domain of each is kept. */
export function withoutMailboxes(text: string): string {
  return text.replace(/(?:"[^"]{1,64}"|[^\s<>"'(),;:@]{1,64})@(?=[^\s<>"'(),;:@])/g, '…@')
}

/** What identifies an answer: its codes, or if it has none its words. */
export function answerOf(reason: string): string {
  return /^\d{3}(?:[ -]\d\.\d{1,3}\.\d{1,3}\b)?/.exec(reason)?.[0].replace('-', ' ') ?? reason
}

/**
 * How long a mail waits after its `attempt`-th failure, in ms: 1, 2, 4 … minutes, at most 6 hours,
 * give or take a quarter by `random` (0 to 1) so that mails don't all come back at once.
 */
export function retryDelay(attempt: number, random: number): number {
  const full = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.max(0, attempt - 1))
  return Math.round(full * (0.75 + random / 2))
}
