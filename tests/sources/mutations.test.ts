import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
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
import { expectSound, mutated, mutation, withoutElement } from './mutate.ts'

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
