/**
 * Whose turn it is and which papers it brings. A paper has one news instant, a turn takes those of
 * a window of instants, and the windows of one subscriber touch without overlapping: so nobody is
 * sent a paper twice, and none is left out.
 */
import { dateIn } from './dates.ts'
import { LIFETIME_MS, lastFullWeek, newestSlot } from './digest.ts'
import { addDays, type EditionClock, type EditionDate, editionOpensAt } from './edition.ts'
import type { Wishes } from './subscription.ts'

/** What the calendar knows of a confirmed subscriber. */
export type Reader = Wishes & {
  confirmedAt: Date
  /** The first digest is still to come, and news since this instant with it; null once it was planned. */
  firstFrom: Date | null
  /** All news before it has been in a mail of theirs, or was not for them. */
  coveredUntil: Date | null
  /** Turns up to this instant are over or were never theirs; null: none since they confirmed. */
  turnedAt: Date | null
  /** Local dates that have a mail of theirs, of either cadence. */
  mailedOn: EditionDate[]
}

/** News of `from ≤ instant < to`. */
export type Window = { from: Date; to: Date }
/** A first digest also brings the newest edition or week that had opened by then, however old its news is. */
export type Turn = Window & {
  kind: 'first' | 'usual'
  at: Date
  localDate: EditionDate
  expiresAt: Date
}
/** What a turn found: how many papers, and the oldest news among them. */
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
/** A daily digest of everything waits for company with fewer papers than this, unless one is as old as that. */
const FEWEST_PAPERS = 3
const LONGEST_WAIT_MS = 3 * DAY_MS
/** An edition that opened longer ago is no news when a paper is first listed in it. */
export const NEWS_MS = 7 * DAY_MS

/** The turn that is to be planned for a subscriber at `now`, or null. */
export function turnOf(reader: Reader, now: Date, clock: EditionClock): Turn | null {
  const turn = reader.firstFrom ? firstTurn(reader, now, clock) : usualTurn(reader, now, clock)
  return turn && now < turn.expiresAt ? turn : null
}

/**
 * What a turn leads to. Where a mail of that local date is there already it changes nothing, but
 * that a first digest then comes no more: the mail was it.
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

/** Confirming is a turn itself; when a later one has come before it was planned, that one is the first. */
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

/** Papers that come late, one or two a day, come with the next turn, so that hardly a mail holds one. */
function waitsForMore({ cadence, topics }: Wishes, turn: Turn, { papers, oldest }: Found): boolean {
  if (turn.kind === 'first' || cadence === 'weekly' || topics.length > 0) return false
  const isYoung = oldest !== null && turn.to.getTime() - oldest.getTime() < LONGEST_WAIT_MS
  return papers < FEWEST_PAPERS && isYoung
}

/** The news of a week ends when the next Monday's edition opens. */
function endOfLastWeek(timeZone: string, at: Date, clock: EditionClock): Date {
  const { to: sunday } = lastFullWeek(timeZone, at)
  return earlier(at, opening(addDays(sunday, 1), clock))
}

/** The instant at which the edition of a date opens. */
export function opening(date: EditionDate, clock: EditionClock): Date {
  return new Date(editionOpensAt(date, clock))
}

/**
 * The news instant of a paper whose first listing ever, in the edition of `date`, is written at
 * `now`: not before that edition opens; null when it opened more than a week before.
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
