import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../src/db/client.ts'
import { reportComment } from '../../../src/db/comments/comment-removals.ts'
import { deleteComment, postComment } from '../../../src/db/comments/comment-writes.ts'
import {
  dismissReports,
  listRemovedComments,
  listReported,
  removeReported,
  restoreReported,
} from '../../../src/db/comments/reports.ts'
import { listActs } from '../../../src/db/members/moderation.ts'
import { findPaper } from '../../../src/db/papers/papers.ts'
import { useDatabase } from '../../support/database.ts'
import { aDraft } from '../../support/papers.ts'
import { aMemberRow } from '../../support/sign-in.ts'
import { given, idOf, NOW } from '../given-papers.ts'

useDatabase()

const BY = { actor: 'curator-1', now: NOW }
const OTHER = { actor: 'curator-2', now: NOW }
let [author, reader, paperId] = ['', '', '']
let commentId = 0

beforeEach(async () => {
  await db().comment.deleteMany()
  await db().$executeRaw`truncate moderation_log`
  const draft = aDraft()
  await given(draft)
  paperId = idOf(draft)
  ;[author, reader] = [await aMemberRow(), await aMemberRow()]
  const posted = await postComment({
    memberId: author,
    paperId,
    parentId: null,
    body: 'Buy my book',
    formKey: 'one',
    now: NOW,
  })
  commentId = posted && posted !== 'no-parent' ? posted.id : 0
})

const report = (memberId: string, reason: string) =>
  reportComment({ commentId, memberId, reason, now: NOW })
const openReports = async () =>
  (await listReported(10)).map(({ id, reports }) => [id, ...reports.map(({ reason }) => reason)])
const acts = async () => (await listActs(null, 9)).map(({ act }) => act)

describe('a reported comment', () => {
  it('comes before the curators once, with every reason', async () => {
    await report(reader, 'An advertisement')
    await report(await aMemberRow(), 'Off topic')
    await report(reader, 'Again')
    expect(await openReports()).toEqual([[commentId, 'An advertisement', 'Off topic']])
    expect(await listReported(10)).toMatchObject([{ handle: author, body: 'Buy my book', paperId }])
  })

  it('is removed by one of two curators, which settles its reports and lowers the count', async () => {
    await report(reader, 'An advertisement')
    const done = await Promise.all([
      removeReported(commentId, 'Advertising', BY),
      removeReported(commentId, 'Spam', OTHER),
    ])
    expect(done.toSorted()).toEqual([false, true])
    expect(await openReports()).toEqual([])
    expect((await findPaper(paperId))?.comments).toBe(0)
    const [entry, ...more] = await listActs(null, 9)
    expect(more).toEqual([])
    expect(entry).toMatchObject({ act: 'remove-comment', paperId, commentId, member: author })
    expect(await listRemovedComments(9)).toMatchObject([{ id: commentId, reason: entry?.reason }])

    expect(await restoreReported(commentId, BY)).toBe(true)
    expect(await restoreReported(commentId, OTHER)).toBe(false)
    expect((await findPaper(paperId))?.comments).toBe(1)
    expect(await listRemovedComments(9)).toEqual([])
    expect(await acts()).toEqual(['restore-comment', 'remove-comment'])
  })

  it('that stands is settled once, and its reporter cannot bring it up again', async () => {
    await report(reader, 'I disagree')
    expect(await dismissReports(commentId, BY)).toBe(true)
    expect(await dismissReports(commentId, OTHER)).toBe(false)
    await report(reader, 'I still disagree')
    expect(await openReports()).toEqual([])
    expect(await acts()).toEqual(['dismiss-report'])
    await report(await aMemberRow(), 'Something else')
    expect(await openReports()).toEqual([[commentId, 'Something else']])
  })

  it('waits for nobody once its author deletes it or its paper is removed', async () => {
    await report(reader, 'An advertisement')
    await db().paper.update({
      where: { id: paperId },
      data: { removedAt: NOW, removedReason: 'Spam' },
    })
    expect(await openReports()).toEqual([])
    await db().paper.update({
      where: { id: paperId },
      data: { removedAt: null, removedReason: null },
    })
    expect(await openReports()).toHaveLength(1)
    await deleteComment({ id: commentId, memberId: author, now: NOW })
    expect(await openReports()).toEqual([])
  })

  it('that does not exist changes nothing', async () => {
    expect(await removeReported(999_999, 'Spam', BY)).toBe(false)
    expect(await dismissReports(999_999, BY)).toBe(false)
    expect(await restoreReported(999_999, BY)).toBe(false)
    expect(await acts()).toEqual([])
  })
})
