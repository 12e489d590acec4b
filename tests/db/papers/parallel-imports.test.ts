/** One paper told by everybody at once, under every spelling of its id. */
import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../src/db/client.ts'
import { postComment } from '../../../src/db/comments/comment-writes.ts'
import { importPapers } from '../../../src/db/papers/import-papers.ts'
import { castVote } from '../../../src/db/votes/votes.ts'
import { readArxivId } from '../../../src/domain/arxiv-id.ts'
import type { PaperDraft } from '../../../src/domain/paper.ts'
import { useDatabase } from '../../support/database.ts'
import { aDraft, NEW_YORK } from '../../support/papers.ts'
import { aMemberRow } from '../../support/sign-in.ts'

useDatabase()

const NOW = new Date('2026-02-10T12:00:00Z')
const importOne = (draft: PaperDraft) =>
  importPapers([{ draft, position: 0 }], { now: NOW, clock: NEW_YORK })

beforeEach(async () => {
  await db().paper.deleteMany()
})

describe('a paper that several sources tell at the same time', () => {
  const spellings = [
    '2510.13312',
    'arXiv:2510.13312v1',
    'https://arxiv.org/pdf/2510.13312v3.pdf',
    'https://doi.org/10.48550/arXiv.2510.13312',
    'https://arxiv.org/html/2510.13312v2',
    'https://huggingface.co/papers/2510.13312',
  ]

  it('is one row, with what the newest version says, in whatever order they come', async () => {
    const drafts = spellings.flatMap((spelling) => {
      const { id = '', version = null } = readArxivId(spelling) ?? {}
      const title = `As of version ${version ?? 0}`
      const given = { arxivId: id, version, title, listings: [] }
      return version === null
        ? [aDraft({ ...given, source: 'hugging-face' })]
        : [aDraft({ ...given, source: 'arxiv' })]
    })
    for (const turned of [0, 2, 4]) {
      await db().paper.deleteMany()
      const order = [...drafts.slice(turned), ...drafts.slice(0, turned)]
      await Promise.all([...order, ...order].map(importOne))
      const rows = await db().paper.findMany()
      expect(rows.map(({ id, title }) => [id, title])).toEqual([['2510.13312', 'As of version 3']])
    }
  })

  it('keeps its votes, its comments and its first day when a new version comes, and an old one', async () => {
    const first = aDraft({ source: 'arxiv', version: 1, title: 'The first' })
    await importOne(first)
    const paperId = first.arxivId ?? ''
    const memberId = await aMemberRow()
    await castVote({ memberId, paperId, network: null, now: NOW })
    const said = { memberId, paperId, parentId: null, body: 'Well.', formKey: 'k', now: NOW }
    await postComment(said)
    const before = await db().paper.findUniqueOrThrow({ where: { id: paperId } })
    await Promise.all([
      importOne({ ...first, version: 3, title: 'The third' }),
      importOne({ ...first, version: 2, title: 'The second' }),
      importOne({ ...first, title: 'The first again' }),
    ])
    const after = await db().paper.findUniqueOrThrow({ where: { id: paperId } })
    expect(after.title).toBe('The third')
    expect(after.voteCount).toBe(1)
    expect(after.commentCount).toBe(1)
    expect(after.appearedAt).toEqual(before.appearedAt)
  })
})

describe('an old id', () => {
  it('is the same with and without its subject class', () => {
    for (const spelling of ['math.GT/0309136', 'math/0309136', 'arXiv:math.gt/0309136v2'])
      expect(readArxivId(spelling)?.id).toBe('math/0309136')
  })
})
