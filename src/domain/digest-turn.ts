/**
 * Whose turn it is, and which papers it brings (the words are explained in jobs/send-digests.ts). A
 * paper is news at one instant, a turn brings the news of a window, and a subscriber's windows touch
 * without overlapping: so nobody is sent a paper twice, and none is left out.
 */
import { dateIn } from './dates.ts'
import { LIFETIME_MS, lastFullWeek, newestSlot } from './digest.ts'
import { addDays, type EditionClock, type EditionDate, editionOpensAt } from './edition.ts'
import type { Wishes } from './subscription.ts'

/** What the calendar knows about a confirmed subscriber. */
export type Reader = Wishes & {
  confirmedAt: Date
  /** The first digest is still to come, with the news since this instant; null once it is planned. */
  firstFrom: Date | null
  /** All news before this instant was in one of their mails, or wasn't for them. */
  coveredUntil: Date | null
  /** Turns up to this instant are over, or were never theirs; null: no turn since they confirmed. */
  turnedAt: Date | null
  /** Local dates on which they got a mail, daily or weekly. */
  mailedOn: EditionDate[]
}

/** News of `from ≤ instant < to`. */
export type Window = { from: Date; to: Date }
/** A first digest also brings the newest edition (or week) open by then, however old its news is. */
export type Turn = Window & {
  kind: 'first' | 'usual'
  at: Date
  localDate: EditionDate
  expiresAt: Date
}
/** What a turn found: how many papers, and when the oldest of them became news. */
export type Found = { papers: number; oldest: Date | null }
/** What a turn leaves behind, whether a mail comes of it or not. */
export type Turned = {
  isMailed: boolean
  coveredUntil: Date | null
  turnedAt: Date
  firstFrom: Date | null
}

const DAY_MS = 86_400_000
/** A window never reaches back further. */
const LONGEST_WINDOW_MS = 14 * DAY_MS
/** A daily digest on all topics waits until it has this many papers, or one has waited this long. */
const FEWEST_PAPERS = 3
const LONGEST_WAIT_MS = 3 * DAY_MS
/** A paper first listed in an edition that opened longer ago than this is no news. */
export const NEWS_MS = 7 * DAY_MS

/** The turn to plan for a subscriber at `now`, or null. */
export function turnOf(reader: Reader, now: Date, clock: EditionClock): Turn | null {
  const turn = reader.firstFrom ? firstTurn(reader, now, clock) : usualTurn(reader, now, clock)
  return turn && now < turn.expiresAt ? turn : null
}

/**
 * What a turn leads to. If that local date already has a mail, the turn changes nothing, except that
 * no first digest will come any more: that mail was it.
 */
export function turned(reader: Reader, turn: Turn, found: Found): Turned {
  const { coveredUntil } = reader
  if (reader.mailedOn.includes(turn.localDate)) {
    return { isMailed: false, coveredUntil, turnedAt: turn.at, firstFrom: null }
  }
  const isMailed = found.papers > 0 && !waitsForMore(reader, turn, found)
  const moves = isMailed || found.papers === 0
  return {
    isMailed,
    coveredUntil: moves ? later(turn.to, coveredUntil) : coveredUntil,
    turnedAt: turn.at,
    firstFrom: null,
  }
}

/** Confirming is itself a turn; if a later one comes before it is planned, that one is the first. */
function firstTurn(reader: Reader, now: Date, clock: EditionClock): Turn | null {
  const { cadence, timeZone, confirmedAt, firstFrom, turnedAt } = reader
  const slot = newestSlot(reader, now)
  const isNew = slot.dueAt > later(confirmedAt, turnedAt)
  if (!isNew && turnedAt) return null
  const at = isNew ? slot.dueAt : confirmedAt
  const to = cadence === 'weekly' ? endOfLastWeek(timeZone, at, clock) : at
  return {
    ...{ kind: 'first', at, localDate: dateIn(timeZone, at), to },
    from: reaching(firstFrom ?? confirmedAt, to),
    expiresAt: new Date(at.getTime() + LIFETIME_MS[cadence]),
  }
}

function usualTurn(reader: Reader, now: Date, clock: EditionClock): Turn | null {
  const { cadence, confirmedAt, coveredUntil, turnedAt, mailedOn } = reader
  const { localDate, dueAt: at } = newestSlot(reader, now)
  if (at <= (turnedAt ?? confirmedAt) || mailedOn.includes(localDate)) return null
  const to = cadence === 'weekly' ? earlier(at, opening(localDate, clock)) : at
  const from = reaching(coveredUntil ?? confirmedAt, to)
  if (to <= from) return null
  const expiresAt = new Date(at.getTime() + LIFETIME_MS[cadence])
  return { kind: 'usual', at, localDate, from, to, expiresAt }
}

/** The odd one or two late papers wait for the next turn, so that a mail rarely holds just one. */
function waitsForMore({ cadence, topics }: Wishes, turn: Turn, { papers, oldest }: Found): boolean {
  if (turn.kind === 'first' || cadence === 'weekly' || topics.length > 0) return false
  const isYoung = oldest !== null && turn.to.getTime() - oldest.getTime() < LONGEST_WAIT_MS
  return papers < FEWEST_PAPERS && isYoung
}

/** A week's news ends when the next Monday's edition opens. */
function endOfLastWeek(timeZone: string, at: Date, clock: EditionClock): Date {
  const { to: sunday } = lastFullWeek(timeZone, at)
  return earlier(at, opening(addDays(sunday, 1), clock))
}

/** When the edition of a date opens. */
export function opening(date: EditionDate, clock: EditionClock): Date {
  return new Date(editionOpensAt(date, clock))
}

/**
 * When a paper becomes news whose very first listing, in the edition of `date`, is written at `now`:
 * not before that edition opens. Null if it opened more than a week earlier.
 */
export function newsAt(date: EditionDate, now: Date, clock: EditionClock): Date | null {
  const opensAt = opening(date, clock)
  return now.getTime() - opensAt.getTime() > NEWS_MS ? null : later(now, opensAt)
}

function reaching(from: Date, to: Date): Date {
  return later(from, new Date(to.getTime() - LONGEST_WINDOW_MS))
}

function later(one: Date, other: Date | null): Date {
  return other && other > one ? other : one
}

function earlier(one: Date, other: Date): Date {
  return other < one ? other : one
}
