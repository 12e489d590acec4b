import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../../src/db/client.ts'
import {
  removeComment,
  reportComment,
  restoreRemoved,
} from '../../../src/db/comments/comment-removals.ts'
import {
  deleteComment,
  editComment,
  type PostAsk,
  postComment,
  restoreComment,
} from '../../../src/db/comments/comment-writes.ts'
import { listComments, listCommentsBy } from '../../../src/db/comments/comments.ts'
import { deleteAccount } from '../../../src/db/members/accounts.ts'
import { useDatabase } from '../../support/database.ts'
import { aDraft } from '../../support/papers.ts'
import { aMemberRow } from '../../support/sign-in.ts'
import { given, idOf } from '../given-papers.ts'

const { query } = useDatabase()

const PAPERS = Array.from({ length: 8 }, () => aDraft())
const [FIRST = '', REMOVED = '', ...OTHERS] = PAPERS.map(idOf)
const NOW = new Date('2026-02-10T12:00:00Z')
const LATER = new Date('2026-02-10T13:00:00Z')

let [ada, bo, cy, banned] = ['', '', '', '']
let keys = 0
/** Posts and returns the id. */
async function posted(given: Partial<PostAsk> = {}): Promise<number> {
  keys++
  const ask = { memberId: ada, paperId: FIRST, parentId: null, body: 'text', now: NOW }
  const made = await postComment({ ...ask, formKey: `key ${keys}`, ...given })
  if (made === null || made === 'no-parent') throw new Error(`not posted: ${made}`)
  return made.id
}
const paperOf = async (id: string) => {
  const [row] = await query<{ count: number; log: number }>(
    'select comment_count as count, comments_log as log from papers where id = $1',
    [id],
  )
  return row ?? { count: -1, log: Number.NaN }
}
const remove = (id: number) =>
  db().$transaction((tx) => removeComment(tx, { id, reason: 'spam', now: LATER }))
const unremove = (id: number) => db().$transaction((tx) => restoreRemoved(tx, id))

beforeAll(async () => {
  await given(...PAPERS)
  await query("update papers set removed_at = now(), removed_reason = 'x' where id = $1", [REMOVED])
  ada = await aMemberRow()
  bo = await aMemberRow()
  cy = await aMemberRow()
  banned = await aMemberRow({ bannedAt: NOW })
})

describe('posting', () => {
  it('hangs replies under what they answer and counts them', async () => {
    const [paperId = ''] = OTHERS
    const first = await posted({ paperId, body: 'one' })
    const second = await posted({
      paperId,
      body: 'two',
      memberId: bo,
      parentId: first,
      now: LATER,
    })
    expect(await listComments(paperId)).toEqual([
      {
        id: first,
        parentId: null,
        depth: 0,
        author: { id: ada, handle: ada, name: '' },
        body: 'one',
        postedAt: NOW,
        editedAt: null,
        state: 'visible',
      },
      expect.objectContaining({ id: second, parentId: first, depth: 1, body: 'two' }),
    ])
    expect((await paperOf(paperId)).count).toBe(2)
  })

  it('goes no deeper than six', async () => {
    let parentId: number | null = null
    const ids: number[] = []
    for (let depth = 0; depth < 9; depth++) {
      parentId = await posted({ parentId })
      ids.push(parentId)
    }
    const rows = (await listComments(FIRST)).filter(({ id }) => ids.includes(id))
    expect(rows.map(({ depth }) => depth)).toEqual([0, 1, 2, 3, 4, 5, 6, 6, 6])
    expect(rows.slice(6).map(({ parentId }) => parentId)).toEqual(Array(3).fill(ids[5]))
  })

  it('writes one comment for one key, also when it is sent many times at once', async () => {
    const [, paperId = ''] = OTHERS
    const same = { paperId, formKey: 'sent many times' }
    const ids = await Promise.all(Array.from({ length: 20 }, () => posted(same)))
    expect(new Set(ids).size).toBe(1)
    expect(await posted(same)).toBe(ids[0])
    expect(await listComments(paperId)).toHaveLength(1)
    expect((await paperOf(paperId)).count).toBe(1)
    expect(await posted({ ...same, memberId: bo })).not.toBe(ids[0])
  })

  it('loses no comment of many at once', async () => {
    const [, , paperId = ''] = OTHERS
    await Promise.all(
      Array.from({ length: 30 }, (_, index) => posted({ paperId, formKey: `at once ${index}` })),
    )
    expect((await paperOf(paperId)).count).toBe(30)
    expect(await listComments(paperId)).toHaveLength(30)
  })

  it('is refused on papers that are not there, under comments that are gone and for the banned', async () => {
    const [, , , paperId = ''] = OTHERS
    const ask = { memberId: ada, parentId: null, body: 'x', formKey: 'refused', now: NOW }
    expect(await postComment({ ...ask, paperId: 'no-such-paper' })).toBeNull()
    expect(await postComment({ ...ask, paperId: REMOVED })).toBeNull()
    expect(await postComment({ ...ask, paperId, memberId: banned })).toBeNull()
    expect(await postComment({ ...ask, paperId, memberId: 'nobody' })).toBeNull()
    const elsewhere = await posted()
    const deleted = await posted({ paperId })
    await deleteComment({ id: deleted, memberId: ada, now: NOW })
    for (const parentId of [elsewhere, deleted, 2_000_000_000])
      expect(await postComment({ ...ask, paperId, parentId })).toBe('no-parent')
    expect((await paperOf(paperId)).count).toBe(0)
  })
})

describe('the author', () => {
  it('edits the text, which is marked only if it changed', async () => {
    const id = await posted({ body: 'before' })
    const edit = (body: string) => editComment({ id, memberId: ada, body, now: LATER })
    const shown = async () => (await listComments(FIRST)).find((comment) => comment.id === id)
    expect(await edit('before')).toBe(FIRST)
    expect(await shown()).toMatchObject({ body: 'before', editedAt: null })
    expect(await edit('after')).toBe(FIRST)
    expect(await shown()).toMatchObject({ body: 'after', editedAt: LATER })
  })

  it('deletes and takes that back, as often as they like', async () => {
    const [, , , , paperId = ''] = OTHERS
    const own = { id: await posted({ paperId, body: 'secret' }), memberId: ada, now: LATER }
    const before = await paperOf(paperId)
    for (const change of [deleteComment, deleteComment]) {
      expect(await change(own)).toBe(paperId)
      expect(await paperOf(paperId)).toEqual({ count: 0, log: Number.NEGATIVE_INFINITY })
      expect(await listComments(paperId)).toMatchObject([{ state: 'deleted', body: '' }])
      expect(await editComment({ ...own, body: 'x' })).toBeNull()
    }
    for (const change of [restoreComment, restoreComment]) {
      expect(await change(own)).toBe(paperId)
      expect(await paperOf(paperId)).toEqual(before)
      expect(await listComments(paperId)).toMatchObject([{ state: 'visible', body: 'secret' }])
    }
  })

  it('alone does so: another’s comment answers like one that is not there', async () => {
    const id = await posted({ body: 'mine' })
    for (const [memberId, asked] of [
      [bo, id],
      [ada, 2_000_000_000],
    ] as const) {
      const own = { id: asked, memberId, now: LATER }
      expect(await editComment({ ...own, body: 'yours' })).toBeNull()
      expect(await deleteComment(own)).toBeNull()
      expect(await restoreComment(own)).toBeNull()
    }
    const shown = (await listComments(FIRST)).find((comment) => comment.id === id)
    expect(shown).toMatchObject({ body: 'mine', state: 'visible' })
  })
})

describe('a curator', () => {
  it('removes and restores, and neither undoes what the author did', async () => {
    const [, , , , , paperId = ''] = OTHERS
    const id = await posted({ paperId })
    expect(await remove(id)).toEqual({ paperId, memberId: ada })
    expect(await remove(id)).toBeNull()
    expect(await listComments(paperId)).toMatchObject([{ state: 'removed', body: '' }])
    expect(await editComment({ id, memberId: ada, body: 'x', now: LATER })).toBeNull()
    await deleteComment({ id, memberId: ada, now: LATER })
    await restoreComment({ id, memberId: ada, now: LATER })
    expect((await paperOf(paperId)).count).toBe(0)
    await deleteComment({ id, memberId: ada, now: LATER })
    expect(await unremove(id)).toEqual({ paperId, memberId: ada })
    expect(await unremove(id)).toBeNull()
    expect(await listComments(paperId)).toMatchObject([{ state: 'deleted' }])
    expect((await paperOf(paperId)).count).toBe(0)
    expect(await remove(2_000_000_000)).toBeNull()
  })

  it('hears of a report once for each member, never of one’s own comment', async () => {
    const commentId = await posted()
    const report = (memberId: string, id = commentId) =>
      reportComment({ commentId: id, memberId, reason: 'rude', now: NOW })
    expect(await report(bo)).toBe(true)
    expect(await report(bo)).toBe(true)
    expect(await report(cy)).toBe(true)
    expect(await report(ada)).toBe(false)
    expect(await report(bo, 2_000_000_000)).toBe(false)
    const rows = await query('select member_id from comment_reports where comment_id = $1', [
      commentId,
    ])
    expect(rows).toHaveLength(2)
    await remove(commentId)
    expect(await report(bo)).toBe(false)
  })
})

describe('what one member wrote', () => {
  it('is listed newest first, in pages, without what is gone', async () => {
    const di = await aMemberRow()
    const ids: number[] = []
    for (let made = 0; made < 5; made++)
      ids.push(await posted({ memberId: di, body: `text ${made}` }))
    const [one = 0, two = 0, three = 0, four = 0, five = 0] = ids
    await deleteComment({ id: four, memberId: di, now: LATER })
    const page = await listCommentsBy(di, 2, null)
    expect(page.map(({ id }) => id)).toEqual([five, three])
    expect(page[0]).toMatchObject({ paperId: FIRST, title: PAPERS[0]?.title, body: 'text 4' })
    expect((await listCommentsBy(di, 9, three)).map(({ id }) => id)).toEqual([two, one])
  })

  it('is forgotten with the account, where replies hang below as well', async () => {
    const ed = await aMemberRow()
    const first = await posted({ memberId: ed, body: 'to forget' })
    const reply = await posted({ memberId: bo, parentId: first })
    const before = (await paperOf(FIRST)).count
    await deleteAccount(ed, LATER)
    const rows = await listComments(FIRST)
    expect(rows.find(({ id }) => id === first)).toMatchObject({ author: null, state: 'deleted' })
    expect(rows.find(({ id }) => id === reply)).toMatchObject({ state: 'visible' })
    expect((await paperOf(FIRST)).count).toBe(before - 1)
    expect(await query("select from comments where body = 'to forget'")).toEqual([])
  })
})
