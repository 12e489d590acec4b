/** Hands queued mails to the relay, each through the gate and into the ledger, until none is left. */
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import {
  type Claimed,
  endClaimed,
  type Lease,
  type NotSent,
  openGate,
  settleDelivery,
  takeBackRefusals,
  unclaim,
} from '../db/deliveries.ts'
import { findDigest } from '../db/digests.ts'
import { unsubscribeToken } from '../db/mail-secrets.ts'
import { suppressBounced, unsuppressDeliveries } from '../db/suppressions.ts'
import { type Breaker, makeBreaker } from '../domain/breaker.ts'
import type { Clock } from '../domain/clock.ts'
import { type Outcome, outcomeOf, retryDelay, type SmtpError } from '../domain/delivery.ts'
import { env } from '../env.ts'
import { type ComposeFor, composeDigest, type Recipient } from '../mail/digest-message.ts'
import { deliver, POOL_SIZE } from '../mail/transport.ts'
import { makeClaims, type NextClaim } from './claims.ts'

export type DrainOptions = { signal?: AbortSignal; lease: Lease }
export type DrainCounts = Record<Outcome['kind'] | NotSent, number>

/** One sender at work. */
type Sender = {
  token: string
  clock: Clock
  lease: Lease
  next: NextClaim
  composerOf: (digestId: number) => Promise<ComposeFor>
  counts: DrainCounts
  breaker: Breaker
  /** What stopped it against its will. */
  failure: { error: unknown } | null
}
/** A mail that has passed the gate. */
type Ready = { claimed: Claimed; compose: () => ReturnType<ComposeFor> }

/** While one mail is on each connection, others pass the gate or are written down. */
const HANDS = 2 * POOL_SIZE
const BATCH = 5 * HANDS
const DIGESTS_KEPT = 20
/** The ledger is written again so often when the database is away for a moment. */
const SETTLE_TRIES = 5
const SETTLE_PAUSE_MS = 2_000

/**
 * Sends what is due until nothing is left, `signal` says stop, or the relay is at
 * fault; then finishes what is under way and gives the rest back. `paused`: the fault.
 */
export async function drainDeliveries(
  clock: Clock,
  { signal, lease }: DrainOptions,
): Promise<{ counts: DrainCounts; paused: string | null }> {
  const sender = makeSender(clock, lease, signal)
  await Promise.all(Array.from({ length: HANDS }, () => sendOneByOne(sender)))
  await unclaim(sender.token).catch((error) => {
    sender.failure ??= { error }
  })
  const blameless = sender.breaker.blameless()
  if (blameless.length > 0) {
    await takeBackRefusals(blameless)
    await unsuppressDeliveries(blameless)
  }
  if (sender.failure) throw sender.failure.error
  return { counts: sender.counts, paused: sender.breaker.reason() }
}

function makeSender(clock: Clock, lease: Lease, signal?: AbortSignal): Sender {
  const token = randomUUID()
  const breaker = makeBreaker()
  const mayGoOn = () => !signal?.aborted && breaker.reason() === null && sender.failure === null
  const sender: Sender = {
    ...{ token, clock, lease, breaker },
    next: makeClaims(token, { clock, lease, batch: BATCH, mayGoOn }),
    composerOf: makeComposers(),
    counts: {
      ...{ sent: 0, retry: 0, bounced: 0, refused: 0, unreachable: 0, doubt: 0 },
      ...{ cancelled: 0, expired: 0, held: 0 },
    },
    failure: null,
  }
  return sender
}

async function sendOneByOne(sender: Sender): Promise<void> {
  try {
    for (let ready = await makeReady(sender); ready; ready = await makeReady(sender)) {
      await conclude(sender, ready.claimed, await attempt(sender, ready))
    }
  } catch (error) {
    sender.failure ??= { error }
  }
}

async function makeReady(sender: Sender): Promise<Ready | null> {
  for (;;) {
    const claimed = await sender.next()
    if (!claimed) return null
    const composeFor = await sender.composerOf(claimed.digestId)
    if (await openGate(claimed.id, sender.token, { now: sender.clock(), lease: sender.lease })) {
      const recipient = await recipientOf(claimed)
      return { claimed, compose: () => composeFor(recipient) }
    }
    const ended = await endClaimed(claimed.id, sender.token, sender.clock())
    if (ended) sender.counts[ended]++
  }
}

async function attempt({ breaker }: Sender, { compose }: Ready): Promise<Outcome> {
  const broken = breaker.reason()
  if (broken !== null) return { kind: 'unreachable', reason: broken, strain: 'none' }
  let message: ReturnType<ComposeFor>
  try {
    message = compose()
  } catch (error) {
    return { kind: 'refused', reason: String(error), strain: 'none' }
  }
  try {
    return { kind: 'sent', response: await deliver(message) }
  } catch (error) {
    return outcomeOf(error as SmtpError)
  }
}

async function conclude(sender: Sender, { id, attempt: before }: Claimed, outcome: Outcome) {
  const { token, clock, counts, breaker } = sender
  const now = clock()
  counts[outcome.kind]++
  breaker.record(id, outcome)
  const delay = retryDelay(before + 1, Math.random())
  await persist(() => settleDelivery({ id, token }, outcome, { now, delay }))
  if (outcome.kind === 'bounced') await persist(() => suppressBounced(id, now))
}

/** A mail that was sent must be written down if that can be done at all. */
async function persist(write: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await write()
    } catch (error) {
      if (tries === SETTLE_TRIES) throw error
      await pause(SETTLE_PAUSE_MS)
    }
  }
}

/** Each digest is composed once; audiences come one after the other, so few are kept. */
function makeComposers(): Sender['composerOf'] {
  const composers = new LRUCache<number, Promise<ComposeFor>>({ max: DIGESTS_KEPT })
  const compose = async (id: number) => {
    const digest = await findDigest(id)
    if (!digest) throw new Error(`There is no digest ${id}.`)
    return composeDigest({ ...digest, from: digest.period.from })
  }
  return (id) => {
    const known = composers.get(id) ?? compose(id)
    composers.set(id, known)
    return known
  }
}

async function recipientOf(claimed: Claimed): Promise<Recipient> {
  const { id, email, messageId, date } = claimed
  const token = await unsubscribeToken(email)
  return {
    deliveryId: id,
    email,
    messageId,
    date,
    unsubscribeUrl: `${env().SITE_URL}/api/u/${token}`,
  }
}
