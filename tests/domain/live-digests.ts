/** Plays the calendar of the digest hour by hour for one subscriber, with papers listed as real ones are. */
import { lastFullWeek } from '../../src/domain/digest.ts'
import {
  newsAt,
  opening,
  type Reader,
  type Turn,
  turned,
  turnOf,
} from '../../src/domain/digest-turn.ts'
import { addDays, isEditionDay, newestOpenedDate, wholeWeeks } from '../../src/domain/edition.ts'
import type { Wishes } from '../../src/domain/subscription.ts'
import { NEW_YORK } from '../support/papers.ts'

export type Change = { kind: 'wish' | 'return'; wishes: Wishes } | { kind: 'leave' }
export type Life = {
  start: string
  hours: number
  minute: number
  wishes: Wishes
  changes: { at: number; what: Change }[]
  outages: { from: number; hours: number }[]
  lost: number[]
  seed: number
}
export type Paper = { id: string; edition: string; listed: Date; news: Date | null; topic: string }
type Mail = {
  turn: Turn
  wishes: Wishes
  papers: string[]
  plannedAt: Date
  /** The last look before at which this turn could have been planned. */
  lookedAt: Date
}
export type Stay = { from: Date; to: Date }
export type PlayedTurn = Turn & { topics: string[] }

const HOUR_MS = 3_600_000
const TOPICS = ['cs.CL', 'cs.RO', 'math.CO', 'hep-th']

/** A third of an edition is listed before it opens, most within hours, a few up to three days later, and now and then one a month late. */
export function papersFrom(start: string, days: number, seed: number): Paper[] {
  const random = makeRandom(seed)
  const papers: Paper[] = []
  for (let n = -20; n < days; n++) {
    const edition = addDays(start, n)
    if (!isEditionDay(edition) || random() < 0.03) continue
    const opensAt = opening(edition, NEW_YORK).getTime()
    const count = 3 + Math.floor(random() * 20)
    for (let k = 0; k < count; k++) {
      const chance = random()
      const hours =
        chance < 0.3
          ? -random() * 4
          : chance < 0.9
            ? random() * 12
            : chance < 0.99
              ? random() * 72
              : 700
      const listed = new Date(opensAt + Math.round(hours * 60) * 60_000)
      const topic = TOPICS[Math.floor(random() * TOPICS.length)] ?? ''
      papers.push({
        id: `${edition}-${k}`,
        edition,
        listed,
        news: newsAt(edition, listed, NEW_YORK),
        topic,
      })
    }
  }
  return papers
}

export function live(life: Life) {
  const { start, hours, minute, seed } = life
  const startAt = Date.parse(`${start}T00:00:00Z`) + minute * 60_000
  const papers = papersFrom(start, Math.ceil(hours / 24), seed)
  const confirmedAt = new Date(startAt)
  const mails: Mail[] = []
  const turns: PlayedTurn[] = []
  const subscribed: Stay[] = []
  let planned = 0
  let lastLook = new Date(startAt - HOUR_MS)
  let changedAt = new Date(0)
  let reader: Reader | null = null
  const join = (wishes: Wishes, now: Date, before: Reader | null): Reader => {
    subscribed.push({ from: now, to: new Date(8.64e15) })
    changedAt = now
    return {
      ...wishes,
      confirmedAt: now,
      firstFrom: now,
      coveredUntil: before?.coveredUntil ?? null,
      turnedAt: null,
      mailedOn: [],
    }
  }
  let away: Reader | null = null
  const apply = (what: Change, now: Date) => {
    const stay = subscribed.at(-1)
    if (what.kind === 'leave' && reader) {
      if (stay) stay.to = now
      away = { ...reader, firstFrom: null }
      reader = null
    } else if (what.kind === 'return' && !reader) {
      reader = join(what.wishes, now, away)
    } else if (what.kind === 'wish' && reader) {
      const { cadence, hour, timeZone } = reader
      const isOther =
        cadence !== what.wishes.cadence ||
        hour !== what.wishes.hour ||
        timeZone !== what.wishes.timeZone
      const turnedAt = isOther && reader.turnedAt ? now : reader.turnedAt
      if (isOther) changedAt = now
      reader = { ...reader, ...what.wishes, turnedAt }
    }
  }
  reader = join(life.wishes, confirmedAt, null)
  for (let n = 0; n < hours; n++) {
    const now = new Date(startAt + n * HOUR_MS)
    for (const { at, what } of life.changes) if (at === n) apply(what, now)
    if (life.outages.some(({ from, hours }) => n >= from && n < from + hours)) continue
    const look: Date = lastLook
    lastLook = now
    if (!reader) continue
    const known: Reader = reader
    known.mailedOn = mails.map(({ turn }) => turn.localDate)
    const turn = turnOf(known, now, NEW_YORK)
    if (!turn) continue
    const found = findPapers(papers, known, turn, now, mails)
    const news = found.flatMap(({ news }) => news?.getTime() ?? [])
    const oldest = news.length > 0 ? new Date(Math.min(...news)) : null
    const { isMailed, ...rest } = turned(known, turn, { papers: found.length, oldest })
    reader = { ...known, ...rest }
    if (!isMailed) {
      if (rest.coveredUntil?.getTime() === turn.to.getTime())
        turns.push({ ...turn, topics: known.topics })
      continue
    }
    if (life.lost.includes(planned++)) {
      const isFirst = turn.kind === 'first'
      reader.coveredUntil = isFirst ? known.coveredUntil : (known.coveredUntil ?? turn.from)
      reader.firstFrom = isFirst ? windowFrom(turn, found) : null
      continue
    }
    turns.push({ ...turn, topics: known.topics })
    const lookedAt = later(look, changedAt, turn.kind)
    mails.push({ turn, wishes: known, papers: found.map(({ id }) => id), plannedAt: now, lookedAt })
  }
  return { mails, turns, papers, subscribed, confirmedAt }
}

/** A first digest may be that of the moment of joining itself. */
function later(look: Date, changedAt: Date, kind: Turn['kind']): Date {
  const since = look > changedAt ? look : changedAt
  return kind === 'first' ? new Date(Math.min(since.getTime(), changedAt.getTime()) - 1) : look
}

function windowFrom(turn: Turn, found: Paper[]): Date {
  const editions = found.map(({ edition }) => edition).sort()
  const opened = opening(editions[0] ?? '2099-01-01', NEW_YORK)
  return opened < turn.from ? opened : turn.from
}

/** What the database finds for a turn. */
function findPapers(
  papers: Paper[],
  reader: Reader,
  turn: Turn,
  now: Date,
  mails: Mail[],
): Paper[] {
  const isFor = ({ topic, listed }: Paper) =>
    listed <= now && (reader.topics.length === 0 || reader.topics.includes(topic))
  const isNews = ({ news }: Paper) => news !== null && news >= turn.from && news < turn.to
  if (turn.kind === 'usual') return papers.filter((paper) => isFor(paper) && isNews(paper))
  const until =
    reader.cadence === 'weekly'
      ? lastFullWeek(reader.timeZone, turn.at).to
      : newestOpenedDate(turn.at, NEW_YORK)
  const mayBe = (paper: Paper) =>
    isFor(paper) && paper.edition <= until && (!paper.news || paper.news < turn.to)
  const newest = papers
    .filter(mayBe)
    .reduce((max, { edition }) => (edition > max ? edition : max), '')
  if (!newest) return []
  const day = { from: newest, to: newest }
  const also = reader.cadence === 'weekly' ? wholeWeeks(day) : day
  const sent = new Set(mails.flatMap(({ papers }) => papers))
  return papers.filter(
    (paper) =>
      !sent.has(paper.id) &&
      isFor(paper) &&
      (isNews(paper) ||
        (paper.edition >= also.from &&
          paper.edition <= also.to &&
          (!paper.news || paper.news < turn.to))),
  )
}

/** The same numbers for the same seed (Park and Miller's generator). */
function makeRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}
