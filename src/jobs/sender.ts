/** One sender at work: the queue it empties, what it has seen, and what it tells at the end. */
import type { Claimed, Lease, NotSent } from '../db/deliveries/deliveries.ts'
import type { ClaimAsk } from '../db/deliveries/delivery-claims.ts'
import type { Breaker } from '../domain/breaker.ts'
import type { Clock } from '../domain/clock.ts'
import type { Outcome } from '../domain/delivery.ts'
import type { Message } from '../mail/transport.ts'
import type { NextClaim } from './claims.ts'

/** Mails of one sort: how they are claimed and composed, and what follows when an address does not exist. */
export type Queue<Mail extends Claimed> = {
  claim: (token: string, ask: ClaimAsk) => Promise<Mail[]>
  /** Reads what the mail is made of; null when nobody wants it any more. What it returns may throw. */
  prepare: (mail: Mail) => Promise<(() => Message) | null>
  suppress: (bounced: Bounced[], now: Date) => Promise<void>
}
export type Bounced = { id: string; email: string; reason: string }
export type DrainReport = {
  counts: Record<Outcome['kind'] | NotSent, number>
  /** Why it stopped early though the relay, not the mails, is at fault; null when it did not. */
  paused: string | null
  /** Domains that refused one mail after another and are left alone for a while, and their words. */
  refusing: Record<string, string>
  /** What else went wrong, in plain words. */
  errors: string[]
}

/** One sender at work. */
export type Sender<Mail extends Claimed> = {
  queue: Queue<Mail>
  token: string
  clock: Clock
  lease: Lease
  next: NextClaim<Mail>
  counts: DrainReport['counts']
  breaker: Breaker
  bounced: Bounced[]
  /** Mails that failed for good, and by which outcome. */
  failed: Map<string, Outcome['kind']>
  errors: Set<string>
  unreachable: string | null
  /** The ledger cannot be read or written any more. */
  isStopped: boolean
}
