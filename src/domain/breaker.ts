/** When a run has to leave a domain alone, or has to stop because the relay itself is at fault. */
import { answerOf, type Outcome } from './delivery.ts'

/** So many failures in a row are no chance. */
export const BREAKS_AFTER = 5
/** So many in doubt in a row, and the relay is not to be trusted either. */
const DOUBTS = 2 * BREAKS_AFTER

export type Breaker = {
  /** Takes note of what became of a mail to `domain`. */
  record: (mail: { id: string; domain: string }, outcome: Outcome) => void
  /** Why the run has to stop, or null. */
  reason: () => string | null
  /** Domains that are not to be mailed for now, and why. */
  domains: () => Map<string, string>
  /** The mails that failed while it broke and after, which was not their fault. */
  blameless: () => string[]
}

type Refusal = { id: string; domain: string; answer: string }

/**
 * A breaker that stays open once it is. The relay is at fault after five failures in a row that are
 * its own, or refusals in a row that are the same for different domains; a domain is left alone
 * after five refusals in a row of its own mails.
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
    // Another answer begins another row.
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
