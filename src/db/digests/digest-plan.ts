/** Whose turn it is: turns subscriptions into rows of the delivery ledger, each at most once. */
import { LIFETIME_MS, type Slot } from '../../domain/digest.ts'
import type { Reader, Turn } from '../../domain/digest-turn.ts'
import type { Cadence } from '../../domain/subscription.ts'
import { db, type Tx } from '../client.ts'
import { Prisma } from '../generated/client.ts'
import { lockImports } from '../papers/import-papers.ts'

/** Subscribers whose slots are the same instants. */
export type TurnGroup = { cadence: Cadence; hour: number; timeZone: string }
export type DueReader = Reader & { id: number }
/** A reader's turn, and how far their news is covered after it. */
export type Turning = {
  reader: DueReader
  turn: Turn
  coveredUntil: Date | null
}

/** Any number will do, as long as all processes use it: they plan one at a time. */
const PLANNING_LOCK = 7_305_021
const NEVER_SENT = Prisma.sql`('expired', 'failed', 'cancelled')`
const OPEN = Prisma.sql`('queued', 'claimed', 'sending', 'in_doubt')`

/**
 * Waits until every listing being written is committed, and returns the time by the database's
 * clock: whatever is listed from now on becomes news later than that.
 */
export async function awaitListings(): Promise<Date> {
  const [row] = await db().$transaction(async (tx) => {
    await lockImports(tx)
    return tx.$queryRaw<{ now: Date }[]>`select clock_timestamp() as now`
  })
  if (!row) throw new Error('The database did not tell the time.')
  return row.now
}

/** The groups with at least one confirmed subscriber. */
export async function listTurnGroups(): Promise<TurnGroup[]> {
  return db().$queryRaw<TurnGroup[]>`
    select distinct cadence, hour, time_zone as "timeZone" from subscriptions
    where status = 'confirmed'`
}

/**
 * Gives back the windows of mails that were never sent, so that their papers come with the next one;
 * if it was a first digest, it is still to come. A mail that has just failed is left alone, since its
 * sender may yet take the failure back.
 */
export async function giveBackWindows(now: Date): Promise<number> {
  return db().$transaction(async (tx) => {
    await lockPlanning(tx)
    return tx.$executeRaw`
      with ended as (
        update deliveries d set gave_back = true from digests g
        where g.id = d.digest_id and d.status in ${NEVER_SENT} and not d.gave_back
          and (d.status <> 'failed' or d.next_attempt_at <= ${now}::timestamptz)
        returning d.subscription_id, d.is_first, d.due_at, d.covered_before, g.window_from
      ), first_ended as (
        select distinct on (subscription_id) * from ended order by subscription_id, due_at
      )
      update subscriptions s set
        covered_until = case when e.is_first then e.covered_before
          else coalesce(e.covered_before, e.window_from) end,
        first_from = case when e.is_first
          then coalesce(s.first_from, e.window_from) else s.first_from end
      from first_ended e where s.id = e.subscription_id`
  })
}

/**
 * Confirmed subscribers with ids above `after`, in order, who are waiting for their first digest or
 * whose group has had a slot since their last turn. Leaves out those whose last mail is under way or
 * whose window must be given back first, and suppressed addresses.
 */
export async function listDueReaders(
  turns: (TurnGroup & { slot: Slot })[],
  { after, limit, now }: { after: number; limit: number; now: Date },
): Promise<DueReader[]> {
  const rows = turns.map(
    ({ cadence, hour, timeZone, slot }) =>
      Prisma.sql`(${cadence}, ${hour}::int, ${timeZone}, ${slot.dueAt}::timestamptz)`,
  )
  const oldest = new Date(now.getTime() - 2 * LIFETIME_MS.weekly)
  return db().$queryRaw<DueReader[]>`
    select s.id, s.cadence, s.topics, s.hour, s.time_zone as "timeZone",
      s.confirmed_at as "confirmedAt", s.first_from as "firstFrom",
      s.covered_until as "coveredUntil", s.turned_at as "turnedAt",
      array(select d.local_date::text from deliveries d where d.subscription_id = s.id
        and d.local_date >= ${oldest}::date and d.status not in ${NEVER_SENT}) as "mailedOn"
    from subscriptions s
    left join (values ${Prisma.join(rows)}) as turn (cadence, hour, time_zone, due_at)
      on turn.cadence = s.cadence and turn.hour = s.hour and turn.time_zone = s.time_zone
    where s.status = 'confirmed' and s.id > ${after}
      and (s.first_from is not null or turn.due_at > coalesce(s.turned_at, s.confirmed_at))
      and not exists (select from deliveries d where d.subscription_id = s.id
        and (d.status in ${OPEN} or d.status in ${NEVER_SENT} and not d.gave_back))
      and not exists (select from suppressions x where x.email_hmac = s.email_hmac)
    order by s.id limit ${limit}`
}

/** Records turns that lead to no mail. */
export async function passTurns(turnings: Turning[]): Promise<void> {
  await db().$transaction(async (tx) => {
    await lockPlanning(tx)
    await turn(tx, turnings)
  })
}

/**
 * Queues a digest's mails and records the turns, for subscriptions that are still as they were read;
 * returns how many. `freeze` stores the digest and returns its id.
 */
export async function planDeliveries(
  turnings: Turning[],
  freeze: (tx: Tx) => Promise<number>,
  { now, senderDomain }: { now: Date; senderDomain: string },
): Promise<number> {
  return db().$transaction(async (tx) => {
    await lockPlanning(tx)
    const turned = await turn(tx, turnings)
    if (turned.size === 0) return 0
    const digestId = await freeze(tx)
    const rows = turnings
      .filter(({ reader }) => turned.has(reader.id))
      .map(({ reader, turn: { localDate, at, expiresAt, kind } }) => ({
        ...{ id: reader.id, cadence: reader.cadence, localDate, at, expiresAt },
        ...{ coveredBefore: reader.coveredUntil, isFirst: kind === 'first' },
      }))
    return tx.$executeRaw`
      insert into deliveries (id, digest_id, subscription_id, cadence, local_date, due_at, expires_at,
        next_attempt_at, message_id, date_header, covered_before, is_first)
      select made.id, ${digestId}, due.id, cadence, "localDate", at, "expiresAt", ${now}::timestamptz,
        'dg.' || cadence || '-' || "localDate" || '.' || replace(made.id::text, '-', '') || '@' || ${senderDomain},
        date_trunc('second', ${now}::timestamptz), "coveredBefore", "isFirst"
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as due (id int, cadence text,
          "localDate" date, at timestamptz, "expiresAt" timestamptz, "coveredBefore" timestamptz, "isFirst" bool)
        cross join lateral (select gen_random_uuid() as id where due.id is not null) as made`
  })
}

async function lockPlanning(tx: Tx): Promise<void> {
  // Another planner may be at work, which takes longer than any row lock.
  await tx.$executeRaw`set local lock_timeout to 7000`
  await tx.$executeRaw`select pg_advisory_xact_lock(${PLANNING_LOCK})`
}

/** Writes the turns to the subscriptions that are still as they were read; returns their ids. */
async function turn(tx: Tx, turnings: Turning[]): Promise<Set<number>> {
  const rows = turnings.map(({ reader, turn: { at }, coveredUntil }) => ({
    ...{ id: reader.id, at, coveredUntil },
    ...{ cadence: reader.cadence, topics: reader.topics },
    ...{
      seenTurned: reader.turnedAt,
      seenFirst: reader.firstFrom,
      seenCovered: reader.coveredUntil,
    },
  }))
  const turned = await tx.$queryRaw<{ id: number }[]>`
    update subscriptions s set turned_at = due.at, covered_until = due."coveredUntil", first_from = null
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as due (id int, at timestamptz,
      "coveredUntil" timestamptz, cadence text, topics text[], "seenTurned" timestamptz,
      "seenFirst" timestamptz, "seenCovered" timestamptz)
    where s.id = due.id and s.status = 'confirmed' and s.cadence = due.cadence and s.topics = due.topics
      and s.turned_at is not distinct from due."seenTurned"
      and s.first_from is not distinct from due."seenFirst"
      and s.covered_until is not distinct from due."seenCovered"
    returning s.id`
  return new Set(turned.map(({ id }) => id))
}
