/** All changes in an arXiv set, by OAI-PMH. https://www.openarchives.org/OAI/openarchivesprotocol.html */
import { z } from 'zod'
import { addDays } from '../../domain/edition.ts'
import { utcDay } from '../../domain/utc-day.ts'
import { AnswerError } from '../answer-error.ts'
import { readInstant } from '../dates.ts'
import type { Ask, Feed } from '../feed.ts'
import { openAnswer } from './open-answer.ts'
import { arxivService, oaiAddress } from './service.ts'
import { child, childText } from './xml.ts'

/** arXiv updates its records once a night. */
const EVERY_MINUTES = 12 * 60
/** How far a first harvest looks back. */
const FIRST_DAYS = 2
const DAY = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

/**
 * `from`: the first day whose changes are wanted. While a list is being read, `token` is the position
 * in it, and `madeOn` the day the list was made, where the next one starts.
 */
const cursorSchema = z.object({ from: DAY, token: z.string().nullable(), madeOn: DAY.nullable() })
type Cursor = z.output<typeof cursorSchema>

/** The records in a set, such as `cs:cs:CL`, that have changed since the last harvest. */
export function arxivHarvest(set: string): Feed {
  return {
    name: `arXiv harvest of ${set}`,
    service: arxivService(),
    fillsEditions: false,
    everyMinutes: EVERY_MINUTES,
    async *pages(ask, { cursor, now }) {
      let at = readCursor(cursor, now)
      const passed = new Set<string>()
      do {
        const page = await readPage(ask, set, at)
        at = page.next
        if (at.token && passed.has(at.token)) throw new AnswerError('the list never ends')
        if (at.token) passed.add(at.token)
        yield { items: page.items, cursor: JSON.stringify(at) }
      } while (at.token)
    },
  }
}

function readCursor(cursor: string | null, now: Date): Cursor {
  if (cursor) return cursorSchema.parse(JSON.parse(cursor))
  return { from: addDays(utcDay(now), -FIRST_DAYS), token: null, madeOn: null }
}

/** If arXiv no longer knows the token, the list starts again, which stores nothing twice. */
async function readPage(ask: Ask, set: string, at: Cursor) {
  try {
    return describe(await ask.anyway(addressOf(set, at)), at)
  } catch (error) {
    if (!at.token || !isAboutTheToken(error)) throw error
    const again = { from: at.from, token: null, madeOn: null }
    return describe(await ask.anyway(addressOf(set, again)), again)
  }
}

/** arXiv says so with OAI-PMH's own error, or with a status for bad requests. */
function isAboutTheToken(error: unknown): boolean {
  if (!(error instanceof AnswerError)) return false
  return (
    error.message.includes('badResumptionToken') || [400, 404, 410, 422].includes(error.status ?? 0)
  )
}

function addressOf(set: string, { from, token }: Cursor): URL {
  if (token) return oaiAddress({ verb: 'ListRecords', resumptionToken: token })
  return oaiAddress({ verb: 'ListRecords', metadataPrefix: 'arXivRaw', set, from })
}

function describe(bytes: Buffer, at: Cursor) {
  const { document, items } = openAnswer(bytes)
  const token = childText(child(document.root, 'ListRecords'), 'resumptionToken')?.trim() || null
  const made = readInstant(childText(document.root, 'responseDate') ?? '')
  const madeOn = at.madeOn ?? (made && utcDay(made))
  const next: Cursor = token
    ? { ...at, token, madeOn }
    : { from: madeOn ?? at.from, token: null, madeOn: null }
  return { items, next }
}
