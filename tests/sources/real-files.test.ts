import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { PaperDraft } from '../../src/domain/paper.ts'
import { openFile } from '../../src/sources/file/open-file.ts'
import { readAll } from './given-file.ts'

const DATA = join(import.meta.dirname, '../../../shared/data')
const isHere = existsSync(DATA)
if (!isHere) console.log(`skipped: there are no real files at ${DATA}`)

const read = async (name: string) => {
  const understood = await openFile(join(DATA, name))
  return { kind: understood?.kind, ...(await readAll(understood)) }
}
const share = (drafts: PaperDraft[], has: (draft: PaperDraft) => unknown) =>
  drafts.filter(has).length

describe.skipIf(!isHere)('the real files', () => {
  it.each([
    ['seed-papers.ndjson', 'seed papers', 58],
    ['seed-facts.ndjson', 'seed facts', 58],
    ['hugging-face/days/2024-08-02.json', 'Hugging Face day', 16],
    ['hugging-face/days/2025-03-17.json', 'Hugging Face day', 12],
    ['hugging-face/days/2025-12-11.json', 'Hugging Face day', 14],
    ['hugging-face/days/2026-05-13.json', 'Hugging Face day', 50],
    ['hugging-face/daily_papers-date-sample5-2026-07.json', 'Hugging Face day', 5],
    ['arxiv/atom/id_0000.0000_s0_m100_8b51d9633a68.http200.xml', 'arXiv Atom', 0],
    ['arxiv/atom/id_0808.05394_1707.08567_s0_m100_42e5aa0ec3af.http200.xml', 'arXiv Atom', 1],
    ['arxiv/atom/id_1601.00001_2020-format.xml', 'arXiv Atom', 1],
    ['arxiv/atom/id_1605.08386_s0_m100_199195aa31ad.http200.xml', 'arXiv Atom', 1],
    ['arxiv/atom/id_2104.12255v1_s0_m100_6ae69987ffe1.http200.xml', 'arXiv Atom', 1],
    ['arxiv/atom/id_astro-ph_0601001_s0_m100_3150dca9dc76.http200.xml', 'arXiv Atom', 1],
    ['arxiv/atom/id_quant-ph_0201082v1_s0_m100_86989fe779ef.http200.xml', 'arXiv Atom', 1],
    ['arxiv/atom/q_testing_s0_m10_bc5a6c384fe9.http200.xml', 'arXiv Atom', 10],
    ['arxiv/atom/q_testing_s10_m10_34e56e15aaac.http200.xml', 'arXiv Atom', 10],
    ['arxiv/atom/search_transformer_cs.LG_2026-06-14.xml', 'arXiv Atom', 5],
    ['arxiv/oai/arxiv-physics-hep-ex.xml', 'arXiv OAI-PMH', 3],
    ['arxiv/oai/arxiv-single.xml', 'arXiv OAI-PMH', 1],
    ['arxiv/oai/hepcrawl-sample_arxiv_record.xml', 'arXiv OAI-PMH', 12],
    ['arxiv/oai/hepcrawl-sample_arxiv_record4.xml', 'arXiv OAI-PMH', 1],
    [
      'arxiv/oai/listrecords---should-list-identifiers-from-arxiv.1.http200.xml',
      'arXiv OAI-PMH',
      2,
    ],
    ['arxiv/rss/arxiv_cs_ai_2026-04-27.rss2.xml', 'arXiv RSS', 3],
    ['arxiv/rss/cs.CL_weekend-empty_2026-08-01.rss2.xml', 'arXiv RSS', 0],
  ])('%s: %s with %d papers', async (name, kind, papers) => {
    const found = await read(name)
    expect([found.kind, found.drafts.length, found.reasons]).toEqual([kind, papers, []])
  })

  it.each([
    'README.md',
    'hugging-face/odd/2024-12-13.json',
    'hugging-face/odd/2025-01-10.json',
    'arxiv/atom/id_abc_s0_m100_b79c8dcf6bc3.http400.xml',
    'arxiv/oai/listrecords---should-list-identifiers-from-arxiv.0.http503.html',
    'search/cacm/corpus.ndjson.gz',
    'search/cacm-cite/corpus.ndjson.gz',
    'search/cacm-cite/queries.ndjson.gz',
    'search/cisi/corpus.ndjson.gz',
    'search/scifact/corpus.ndjson.gz',
    'search/scifact/queries.ndjson',
    'search/scifact/qrels.tsv',
  ])('%s is not understood', async (name) => {
    expect(await openFile(join(DATA, name))).toBeNull()
  })

  it('the Daily Papers of 2025 are 3,939, each listed on one day', async () => {
    const { drafts, reasons } = await read('hugging-face/daily-2025.ndjson.gz')
    expect([drafts.length, reasons]).toEqual([3939, []])
    expect(share(drafts, (draft) => draft.listings.length === 1)).toBe(3939)
    expect(share(drafts, (draft) => draft.listings[0]?.listedAt)).toBe(3337)
    expect(share(drafts, (draft) => draft.codeUrl)).toBe(1602)
    expect(share(drafts, (draft) => draft.projectUrl)).toBe(1168)
    expect(share(drafts, (draft) => draft.organization)).toBe(630)
    expect(share(drafts, (draft) => /<\/?a\b/.test(draft.abstract ?? ''))).toBe(0)
    expect(share(drafts, (draft) => draft.abstract?.includes('<think>'))).toBe(2)
  })

  it('the corpus is 20,000 papers, nearly all with a day of listing', async () => {
    const understood = await openFile(join(DATA, 'arxiv/corpus-20k.ndjson.gz'))
    let [papers, listings, dated] = [0, 0, 0]
    for await (const item of understood?.items ?? []) {
      if (!('draft' in item)) continue
      papers += 1
      listings += item.draft.listings.length
      dated += item.draft.publishedAt ? 1 : 0
    }
    expect([papers, listings, dated]).toEqual([20_000, 19_474, 2_052])
  })

  it('the OAI page of 1,000 has one impossible id and six withdrawn papers', async () => {
    const { drafts, quarantined } = await read('arxiv/oai/ListRecords-arXivRaw-1000-2014-01-16.xml')
    expect(drafts).toHaveLength(999)
    expect(quarantined.map(({ reference, reason }) => [reference, reason])).toEqual([
      ['0811.36489', 'impossible arXiv id 0811.36489'],
    ])
    expect(share(drafts, (draft) => draft.withdrawn)).toBe(6)
    expect(share(drafts, (draft) => draft.authors?.length)).toBe(999)
    expect(drafts.flatMap(({ authors }) => authors ?? []).join()).not.toMatch(/[\\{}()]/)
    expect(drafts.find(({ arxivId }) => arxivId === '0811.3733')?.version).toBe(11)
  })

  it('a big collaboration and the 2024 generation keep their authors and day', async () => {
    const collaboration = await read('arxiv/oai/hepcrawl-sample_arxiv_record4.xml')
    expect(collaboration.drafts[0]?.authors).toHaveLength(65)
    const day = await read('hugging-face/days/2024-08-02.json')
    expect(new Set(day.drafts.map(({ listings }) => listings[0]?.date))).toEqual(
      new Set(['2024-08-02']),
    )
  })
})
