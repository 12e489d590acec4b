/** Whose turn it is: from subscriptions to rows of the delivery ledger, each at most once. */
import { LEAST_GAP_MS, LIFETIME_MS, type Slot } from '../domain/digest.ts'
import type { Period } from '../domain/edition.ts'
import type { Cadence } from '../domain/subscription.ts'
import { db } from './client.ts'
import { Prisma } from './generated/client.ts'

/** Subscribers whose turns come at the same instants. */
export type TurnGroup = { cadence: Cadence; hour: number; timeZone: string }
/** A group's newest turn and what it covers. */
export type Turn = TurnGroup & { slot: Slot; period: Period }
/** Those to whom the same digest goes. */
export type Audience = { cadence: Cadence; period: Period; topics: string[] }

/** Any number, the same in all processes: they plan one after the other. */
const PLANNING_LOCK = 7_305_021

/** The groups that have a confirmed subscriber. */
export async function listTurnGroups(): Promise<TurnGroup[]> {
  return db().$queryRaw<TurnGroup[]>`
    select distinct cadence, hour, time_zone as "timeZone" from subscriptions
    where status = 'confirmed'`
}

/** The audiences that somebody is due in and has no delivery of yet. */
export async function listDueAudiences(turns: Turn[], now: Date): Promise<Audience[]> {
  if (turns.length === 0) return []
  const rows = await db().$queryRaw<
    { cadence: Cadence; from: string; to: string; topics: string[] }[]
  >`
    with due as (${dueSubscribers(turns, now)})
    select distinct cadence, period_from::text as from, period_to::text as to, topics from due`
  return rows.map(({ from, to, ...audience }) => ({ ...audience, period: { from, to } }))
}

/**
 * Queues a digest for everybody in its audience who is due; returns for how many. A delivery that
 * expired or was cancelled is queued anew when its digest is still the newest at another turn.
 */
export async function planDeliveries(
  digestId: number,
  audience: Audience,
  turns: Turn[],
  { now, senderDomain }: { now: Date; senderDomain: string },
): Promise<number> {
  const { cadence, period, topics } = audience
  const [, planned] = await db().$transaction([
    db().$executeRaw`select pg_advisory_xact_lock(${PLANNING_LOCK})`,
    db().$executeRaw`
      with due as (${dueSubscribers(turns, now)}), planned as (
        insert into deliveries as known (id, digest_id, subscription_id, cadence, local_date, due_at,
          expires_at, next_attempt_at, message_id, date_header)
        select made.id, ${digestId}, due.id, due.cadence, due.local_date, due.due_at, due.expires_at,
          ${now}::timestamptz, 'dg.' || due.cadence || '-' || ${period.from} || '.'
            || replace(made.id::text, '-', '') || '@' || ${senderDomain}, date_trunc('second', ${now}::timestamptz)
        from due cross join lateral (select gen_random_uuid() as id where due.id is not null) as made
        where due.cadence = ${cadence} and due.topics = ${topics}
          and due.period_from = ${period.from}::date
        on conflict (digest_id, subscription_id) do update set status = 'queued',
          local_date = excluded.local_date, due_at = excluded.due_at,
          expires_at = excluded.expires_at, next_attempt_at = excluded.next_attempt_at
        where known.status in ('expired', 'cancelled')
        returning subscription_id, due_at
      )
      update subscriptions s set covered_until = ${period.to}::date, last_due_at = planned.due_at
      from planned where s.id = planned.subscription_id`,
  ])
  return planned
}

/**
 * Confirmed subscribers whose newest turn is open and covers nothing that they have had. Who
 * confirmed after a daily turn has that turn from then on, so that the first mail comes at once
 * whatever their hour is; a weekly one on its day.
 */
function dueSubscribers(turns: Turn[], now: Date): Prisma.Sql {
  const rows = turns.map(
    ({
      cadence,
      hour,
      timeZone,
      slot,
      period,
    }) => Prisma.sql`(${cadence}, ${hour}::int, ${timeZone},
      ${slot.localDate}::date, ${slot.dueAt}::timestamptz, ${slot.isToday}::boolean,
      ${period.from}::date, ${period.to}::date, ${seconds(LIFETIME_MS[cadence])}::int,
      ${seconds(LEAST_GAP_MS[cadence])}::int)`,
  )
  return Prisma.sql`
    select * from (
      select s.id, s.cadence, s.topics, s.covered_until, s.last_due_at, s.email_hmac,
        turn.local_date, turn.due_at, turn.period_from, turn.period_to, turn.gap,
        (case when (turn.is_today or s.cadence = 'daily') and s.confirmed_at between turn.due_at and ${now}::timestamptz
          then s.confirmed_at else turn.due_at end) + turn.lifetime * interval '1 second' as expires_at
      from subscriptions s
      join (values ${Prisma.join(rows)}) as turn (cadence, hour, time_zone, local_date, due_at,
        is_today, period_from, period_to, lifetime, gap)
        on turn.cadence = s.cadence and turn.hour = s.hour and turn.time_zone = s.time_zone
      where s.status = 'confirmed'
    ) as candidate
    where expires_at > ${now}::timestamptz
      and (covered_until is null or covered_until < period_from)
      and (last_due_at is null or last_due_at + gap * interval '1 second' <= due_at)
      and not exists (select 1 from suppressions x where x.email_hmac = candidate.email_hmac)`
}

function seconds(ms: number): number {
  return ms / 1000
}

/** Gives back the windows of deliveries that ended without a mail: expired, failed or cancelled. */
export async function giveBackWindows(_ids: string[]): Promise<void> {
  // The calendar of windows comes with the change of the digest's calendar.
}
