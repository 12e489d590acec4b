import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseArxivId } from '../../src/domain/arxiv-id.ts'
import type { PaperDraft } from '../../src/domain/paper.ts'
import { openXml } from '../../src/sources/arxiv/open-xml.ts'
import { openJsonList } from '../../src/sources/file/json-list.ts'
import { readAll } from './given-file.ts'
import {
  A_RAW_RECORD,
  AN_ARXIV_RECORD,
  aCorpusLine,
  aDayItem,
  aFeed,
  aFlatEntry,
  anAnnouncement,
  anEntry,
  anOaiAnswer,
  anRss,
  aRecord,
  aSample,
  aSeedFact,
} from './given-items.ts'

const DELETED = Symbol('deleted')
const strange = fc.oneof(
  fc.constant(DELETED),
  fc.constantFrom(null, true, -1, 0.5, 1e300, '', ' ', '7', '\0', '\u202e', [], [null], {}, [[]]),
  fc.string({ unit: 'binary' }),
  fc.jsonValue(),
)
const mutation = fc.record({ place: fc.nat(), value: strange })

type Place = { parent: Record<string, unknown> | unknown[]; key: string | number }

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return []
  const parent = value as Record<string, unknown> | unknown[]
  const keys = Array.isArray(parent) ? [...parent.keys()] : Object.keys(parent)
  const inner = Object.values(parent).flatMap(placesIn)
  return [...keys.map((key) => ({ parent, key })), ...inner]
}

function mutated(item: object, mutations: { place: number; value: unknown }[]): unknown {
  const copy: unknown = structuredClone(item)
  for (const { place, value } of mutations) {
    const places = placesIn(copy)
    const chosen = places[place % places.length]
    if (!chosen) continue
    if (value === DELETED) Reflect.deleteProperty(chosen.parent, chosen.key)
    else Reflect.set(chosen.parent, chosen.key, structuredClone(value))
  }
  return JSON.parse(JSON.stringify(copy)) as unknown
}

function expectSound(draft: PaperDraft) {
  expect(draft.title.length).toBeGreaterThan(0)
  expect(draft.title.length).toBeLessThanOrEqual(500)
  expect(draft.abstract?.length ?? 0).toBeLessThanOrEqual(20_000)
  if (draft.arxivId !== null) expect(parseArxivId(draft.arxivId)?.id).toBe(draft.arxivId)
  for (const count of [draft.votes, draft.comments, draft.authorCount]) {
    expect(count === null || (Number.isInteger(count) && count >= 0)).toBe(true)
  }
  for (const date of [draft.publishedAt, ...draft.listings.map((listing) => listing.date)]) {
    expect(date ?? '2025-01-01').toMatch(/^[12]\d{3}-\d{2}-\d{2}$/)
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may be left
  expect(JSON.stringify(draft)).not.toMatch(/[\u0000-\u001f\u202a-\u202e]|\\u0000|\\n/)
}

describe('whatever happens to one item, the others stay', () => {
  it.each([
    ['a day of Hugging Face', aDayItem()],
    ['a flattened list', aFlatEntry()],
    ['a corpus', aCorpusLine()],
    ['seed facts', aSeedFact()],
    ['a sample', aSample()],
  ])('in %s', async (_what, item) => {
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 6 }), async (mutations) => {
        const list = [mutated(item, mutations), item]
        const { drafts, quarantined } = await readAll(openJsonList(list))
        expect(drafts.length + quarantined.length).toBe(2)
        expect(drafts.length).toBeGreaterThan(0)
        drafts.forEach(expectSound)
      }),
      { numRuns: 300 },
    )
  })

  const cut = fc.record({
    from: fc.nat(),
    length: fc.nat(40),
    text: fc.constantFrom('', 'x', '<a/>', '&#0;'),
  })

  it.each([
    ['an Atom feed', anEntry(), (entry: string) => aFeed(entry + anEntry(), 2)],
    ['an arXiv record', aRecord(AN_ARXIV_RECORD), inAnswer],
    ['a raw record', aRecord(A_RAW_RECORD), inAnswer],
    ['an RSS feed', anAnnouncement(), (item: string) => anRss(item + anAnnouncement())],
  ])('in %s, unless the XML itself is broken', async (_what, item, around) => {
    await fc.assert(
      fc.asyncProperty(cut, fc.nat(), async ({ from, length, text }, nth) => {
        const start = from % item.length
        const torn = item.slice(0, start) + text + item.slice(start + length)
        await expectSoundXml(around(torn), true)
        await expectSoundXml(around(withoutElement(item, nth, text)), false)
      }),
      { numRuns: 150 },
    )
  })
})

function inAnswer(record: string): string {
  return anOaiAnswer(`<ListRecords>${record}${aRecord(AN_ARXIV_RECORD)}</ListRecords>`)
}

/** Replaces the nth element that holds only text. */
function withoutElement(item: string, nth: number, text: string): string {
  const leaves = [...item.matchAll(/<([\w:-]+)[^<>]*(?:\/>|>[^<>]*<\/\1>)/g)]
  const leaf = leaves[nth % leaves.length]
  if (!leaf) return item
  return item.slice(0, leaf.index) + text + item.slice(leaf.index + leaf[0].length)
}

async function expectSoundXml(xml: string, mayBreak: boolean) {
  let understood: ReturnType<typeof openXml>
  try {
    understood = openXml(Buffer.from(xml))
  } catch (error) {
    if (!mayBreak) throw error
    return
  }
  const { drafts } = await readAll(understood)
  drafts.forEach(expectSound)
  if (!mayBreak) expect(drafts.length).toBeGreaterThan(0)
}
