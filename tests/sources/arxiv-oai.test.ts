import { describe, expect, it } from 'vitest'
import { onlyDraft, opened, readAll } from './given-file.ts'
import { A_RAW_RECORD, AN_ARXIV_RECORD, anOaiAnswer, aRecord } from './given-items.ts'

const listed = (records: string) => anOaiAnswer(`<ListRecords>${records}</ListRecords>`)

describe('an OAI record', () => {
  it('in the format arXiv becomes a draft', async () => {
    expect(await onlyDraft(listed(aRecord(AN_ARXIV_RECORD)))).toMatchObject({
      source: 'arxiv',
      arxivId: '0901.0001',
      version: null,
      publishedAt: '2009-01-02',
      revisedAt: '2009-05-06T00:00:00.000Z',
      observedAt: '2010-02-03T00:00:00.000Z',
      title: 'An OAI title',
      abstract: 'First. Second.',
      authors: ['Ada B. Exámple III', 'The Team'],
      categories: ['math.AP', 'math-ph'],
      note: '9 pages',
      journalRef: 'J. Ex. 2',
      doi: '10.1000/example.3',
      license: 'http://arxiv.org/licenses/nonexclusive-distrib/1.0/',
      listings: [],
      withdrawn: false,
    })
  })

  it('that was never updated is as old as its first version', async () => {
    const record = aRecord(AN_ARXIV_RECORD.replace(/<updated>.*<\/updated>/, ''))
    expect((await onlyDraft(listed(record))).revisedAt).toBe('2009-01-02T00:00:00.000Z')
  })

  it('in the format arXivRaw takes the version with the highest number', async () => {
    expect(await onlyDraft(listed(aRecord(A_RAW_RECORD)))).toMatchObject({
      version: 10,
      publishedAt: '2009-01-02',
      revisedAt: '2009-10-21T15:10:15.000Z',
      authors: ['Ada Exámple', 'P. Erdős', 'Bo Sample'],
      authorCount: 3,
    })
  })

  it('may come from GetRecord, or without an answer around it', async () => {
    const expected = await onlyDraft(listed(aRecord(A_RAW_RECORD)))
    const record = aRecord(A_RAW_RECORD)
    expect(await onlyDraft(anOaiAnswer(`<GetRecord>${record}</GetRecord>`))).toEqual(expected)
    expect(await onlyDraft(`<ListRecords>${record}</ListRecords>`)).toEqual(expected)
    expect(await onlyDraft(record)).toEqual(expected)
    expect(await onlyDraft(A_RAW_RECORD)).toEqual({ ...expected, observedAt: null })
  })

  it('is quarantined when it is deleted, in another format or has an impossible id', async () => {
    const deleted = `<record><header status="deleted"><identifier>oai:arXiv.org:0901.0002
      </identifier><datestamp>2010-02-03</datestamp></header></record>`
    const dublinCore = aRecord('<dc><title>Other</title></dc>')
    const impossible = aRecord(A_RAW_RECORD.replace('<id>0901.0001', '<id>0901.00019'))
    const { drafts, quarantined } = await readAll(
      await opened(listed(deleted + dublinCore + impossible + aRecord(AN_ARXIV_RECORD))),
    )
    expect(drafts).toHaveLength(1)
    expect(quarantined.map(({ reference, reason }) => [reference, reason])).toEqual([
      ['0901.0002', 'deleted at the source'],
      ['0901.0001', 'no metadata in a known format'],
      ['0901.0001', 'impossible arXiv id 0901.00019'],
    ])
    expect(quarantined[0]?.payload).toMatch(/^<record>[\s\S]*<\/record>$/)
  })
})

describe('an OAI answer', () => {
  it('without matches has nothing to do', async () => {
    const answer = anOaiAnswer('<error code="noRecordsMatch">none</error>')
    expect((await readAll(await opened(answer))).drafts).toEqual([])
  })

  it('with another error is an error', async () => {
    const answer = anOaiAnswer('<error code="badResumptionToken">expired</error>')
    await expect(opened(answer)).rejects.toThrow('the OAI server says badResumptionToken: expired')
  })

  it('without records of arXiv is not understood', async () => {
    expect(await opened(anOaiAnswer('<Identify/>'))).toBeNull()
    expect(await opened(listed(aRecord('<dc><title>Other</title></dc>')))).toBeNull()
  })
})
