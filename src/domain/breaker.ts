/** When a run must leave a domain alone, or stop because the relay itself is at fault. */
import { answerOf, type Outcome } from './delivery.ts'

/** This many failures in a row are no coincidence. */
export const BREAKS_AFTER = 5
/** After this many mails in doubt in a row, the relay cannot be trusted either. */
const DOUBTS = 2 * BREAKS_AFTER

export type Breaker = {
  /** Takes in what became of a mail to `domain`. */
  record: (mail: { id: string; domain: string }, outcome: Outcome) => void
  /** Why the run must stop, or null. */
  reason: () => string | null
  /** Domains to leave alone for now, and why. */
  domains: () => Map<string, string>
  /** The mails that failed through no fault of their own, while the breaker opened and after. */
  blameless: () => string[]
}

type Refusal = { id: string; domain: string; answer: string }

/**
 * A breaker that stays open once it opens. The relay is at fault after five failures of its own in a
 * row, or five equal refusals in a row to different domains; a domain is left alone after five of
 * its mails in a row were refused.
 */
export function makeBreaker(): Breaker {
  const relayFaults: string[] = []
  let refusals: Refusal[] = []
  const refusalsOf = new Map<string, Refusal[]>()
  const broken = new Map<string, string>()
  let doubts = 0
  let reason: string | null = null

  const takeRefusal = (refusal: Refusal, words: string) => {
    const { domain } = refusal
    // A different answer starts a new row.
    if (reason === null) refusals = refusals.filter(({ answer }) => answer === refusal.answer)
    refusals.push(refusal)
    const own = [...(refusalsOf.get(domain) ?? []), refusal]
    refusalsOf.set(domain, own)
    const domains = new Set(refusals.map((one) => one.domain))
    if (refusals.length >= BREAKS_AFTER && domains.size > 1) reason ??= words
    if (own.length >= BREAKS_AFTER && !broken.has(domain)) broken.set(domain, words)
  }
  const takeSuccess = (domain: string) => {
    if (reason === null) {
      relayFaults.length = 0
      refusals = []
      doubts = 0
    }
    if (!broken.has(domain)) refusalsOf.delete(domain)
  }

  return {
    record({ id, domain }, outcome) {
      if (outcome.kind === 'sent') return takeSuccess(domain)
      if (outcome.kind === 'doubt') doubts++
      if (outcome.strain === 'relay') relayFaults.push(id)
      if (outcome.strain === 'domain')
        takeRefusal({ id, domain, answer: answerOf(outcome.reason) }, outcome.reason)
      if (relayFaults.length >= BREAKS_AFTER || doubts >= DOUBTS) reason ??= outcome.reason
    },
    reason: () => reason,
    domains: () => broken,
    blameless: () => {
      const ofRelay = reason === null ? [] : [...relayFaults, ...refusals.map(({ id }) => id)]
      const ofDomains = [...broken.keys()].flatMap((domain) => refusalsOf.get(domain) ?? [])
      return [...new Set([...ofRelay, ...ofDomains.map(({ id }) => id)])]
    },
  }
}
