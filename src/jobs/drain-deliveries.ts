/** Hands queued mails to the relay, each checked before and recorded after, until none is left. */
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import {
  beginSending,
  type Claimed,
  endClaimed,
  renewClaims,
  settleDelivery,
} from '../db/deliveries/deliveries.ts'
import { makeBreaker } from '../domain/breaker.ts'
import type { Clock } from '../domain/clock.ts'
import { type Outcome, outcomeOf, retryDelay, type SmtpError } from '../domain/delivery.ts'
import { domainOf } from '../domain/email-address.ts'
import { wordsOf } from '../domain/error-words.ts'
import { POOL_SIZE } from '../mail/relay.ts'
import { deliver, type Message } from '../mail/transport.ts'
import { makeClaims } from './claims.ts'
import { clearUp } from './clear-up.ts'
import type { DrainReport, Queue, Sender } from './sender.ts'

export type DrainOptions = { signal?: AbortSignal; claimSeconds?: number }

/** While one mail is on each connection, others are being checked or recorded. */
const HANDS = 2 * POOL_SIZE
const BATCH = 5 * HANDS
/** Renewed while the sender lives, so a claim outlasts any mail; a dead sender is noticed soon. */
const CLAIM_SECONDS = 90
const RENEWALS = 3
/** How often a write to the ledger is tried while the database is briefly away. */
const SETTLE_TRIES = 5
const SETTLE_PAUSE_MS = 2_000

/**
 * Sends what is due until nothing is left, `signal` aborts, or the relay is at fault; then finishes
 * what is under way and gives the rest back. Never throws: failures are in the report.
 */
export async function drainDeliveries<Mail extends Claimed>(
  queue: Queue<Mail>,
  clock: Clock,
  { signal, claimSeconds = CLAIM_SECONDS }: DrainOptions = {},
): Promise<DrainReport> {
  const sender = makeSender(queue, clock, claimSeconds, signal)
  const renewing = setInterval(
    () => renewClaims(sender.token, claimSeconds).catch(() => {}),
    (claimSeconds * 1_000) / RENEWALS,
  )
  await Promise.all(Array.from({ length: HANDS }, () => sendOneByOne(sender)))
  clearInterval(renewing)
  await clearUp(sender).catch((error) => stopFor(sender, error))
  const { counts, breaker, errors, unreachable } = sender
  return {
    counts,
    paused: breaker.reason() ?? (counts.sent === 0 ? unreachable : null),
    refusing: Object.fromEntries(breaker.domains()),
    errors: [...errors],
  }
}

function makeSender<Mail extends Claimed>(
  queue: Queue<Mail>,
  clock: Clock,
  claimSeconds: number,
  signal?: AbortSignal,
): Sender<Mail> {
  const token = randomUUID()
  const breaker = makeBreaker()
  const mayGoOn = () => !signal?.aborted && breaker.reason() === null && !sender.isStopped
  const sender: Sender<Mail> = {
    ...{ queue, token, clock, claimSeconds, breaker },
    next: makeClaims({
      claim: (ask) => queue.claim(token, ask),
      ...{ clock, claimSeconds, batch: BATCH, mayGoOn },
      except: () => [...breaker.domains().keys()],
    }),
    counts: {
      ...{ sent: 0, retry: 0, bounced: 0, refused: 0, unreachable: 0, doubt: 0 },
      ...{ cancelled: 0, expired: 0, held: 0 },
    },
    bounced: [],
    failed: new Map(),
    errors: new Set(),
    unreachable: null,
    isStopped: false,
  }
  return sender
}

async function sendOneByOne<Mail extends Claimed>(sender: Sender<Mail>): Promise<void> {
  try {
    for (let mail = await sender.next(); mail; mail = await sender.next()) {
      await sendOne(sender, mail)
    }
  } catch (error) {
    stopFor(sender, error)
  }
}

async function sendOne<Mail extends Claimed>(sender: Sender<Mail>, mail: Mail): Promise<void> {
  const { queue, token, clock, claimSeconds, counts } = sender
  const compose = await queue.prepare(mail)
  if (compose && (await beginSending(mail.id, token, { now: clock(), claimSeconds })))
    return conclude(sender, mail, await attempt(sender, mail, compose))
  const ended = await endClaimed(mail.id, token, clock())
  if (ended) counts[ended]++
}

async function attempt<Mail extends Claimed>(
  { breaker, errors }: Sender<Mail>,
  { id, email }: Mail,
  compose: () => Message,
): Promise<Outcome> {
  const broken = breaker.reason() ?? breaker.domains().get(domainOf(email)) ?? null
  if (broken !== null) return { kind: 'unreachable', reason: broken, strain: 'none' }
  let message: Message
  try {
    message = compose()
  } catch (error) {
    const reason = wordsOf(error)
    errors.add(`Mail ${id} could not be composed: ${reason}`)
    return { kind: 'retry', reason, strain: 'none' }
  }
  try {
    return { kind: 'sent', response: await deliver(message) }
  } catch (error) {
    return outcomeOf(error as SmtpError)
  }
}

async function conclude<Mail extends Claimed>(sender: Sender<Mail>, mail: Mail, outcome: Outcome) {
  const { token, clock, counts, breaker } = sender
  const { id, email, attempt: before } = mail
  counts[outcome.kind]++
  breaker.record({ id, domain: domainOf(email) }, outcome)
  if (outcome.kind === 'unreachable' && outcome.strain === 'relay')
    sender.unreachable ??= outcome.reason
  if (outcome.kind === 'bounced') sender.bounced.push({ id, email, reason: outcome.reason })
  const delay = retryDelay(before + 1, Math.random())
  const state = await persist(() => settleDelivery({ id, token }, outcome, { now: clock(), delay }))
  if (state === 'failed') sender.failed.set(id, outcome.kind)
}

/** A mail that was sent must be recorded if at all possible. */
async function persist<Result>(write: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await write()
    } catch (error) {
      if (tries === SETTLE_TRIES) throw error
      await pause(SETTLE_PAUSE_MS)
    }
  }
}

function stopFor<Mail extends Claimed>(sender: Sender<Mail>, error: unknown): void {
  sender.isStopped = true
  sender.errors.add(`Sending stopped: ${wordsOf(error)}`)
}
