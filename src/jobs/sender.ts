/** One sender at work: the queue it empties, what it has seen, and what it reports at the end. */
import type { Claimed, NotSent } from '../db/deliveries/deliveries.ts'
import type { ClaimAsk } from '../db/deliveries/delivery-claims.ts'
import type { Breaker } from '../domain/breaker.ts'
import type { Clock } from '../domain/clock.ts'
import type { Outcome } from '../domain/delivery.ts'
import type { Message } from '../mail/transport.ts'
import type { NextClaim } from './claims.ts'

/** One kind of mail: how it is claimed and composed, and what to do when an address does not exist. */
export type Queue<Mail extends Claimed> = {
  claim: (token: string, ask: ClaimAsk) => Promise<Mail[]>
  /** Reads what the mail is made of; null if nobody wants it any more. The function it returns may throw. */
  prepare: (mail: Mail) => Promise<(() => Message) | null>
  suppress: (bounced: Bounced[], now: Date) => Promise<void>
}
export type Bounced = { id: string; email: string; reason: string }
export type DrainReport = {
  counts: Record<Outcome['kind'] | NotSent, number>
  /** Why it stopped early, which is when the relay is at fault; null if it did not. */
  paused: string | null
  /** Domains that refused mail after mail and are left alone for a while, with what they said. */
  refusing: Record<string, string>
  /** What else went wrong, in plain words. */
  errors: string[]
}

export type Sender<Mail extends Claimed> = {
  queue: Queue<Mail>
  token: string
  clock: Clock
  claimSeconds: number
  next: NextClaim<Mail>
  counts: DrainReport['counts']
  breaker: Breaker
  bounced: Bounced[]
  /** Mails that failed for good, with the outcome that did it. */
  failed: Map<string, Outcome['kind']>
  errors: Set<string>
  unreachable: string | null
  /** The ledger can no longer be read or written. */
  isStopped: boolean
}
