import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Comment,
  cleanComment,
  DEEPEST_COMMENT,
  placeOfReply,
  type Thread,
  threadsOf,
} from '../../src/domain/comment.ts'

const aComment = (given: Partial<Comment> & { id: number }): Comment => ({
  parentId: null,
  depth: 0,
  author: { id: 'ada', handle: 'ada', name: 'Ada' },
  body: `comment ${given.id}`,
  postedAt: new Date(Date.UTC(2026, 1, 9) + given.id * 60_000),
  editedAt: null,
  state: 'visible',
  ...given,
})

const idsOf = (threads: Thread[]): unknown[] =>
  threads.map(({ comment, replies }) =>
    replies.length > 0 ? [comment.id, idsOf(replies)] : comment.id,
  )

describe('the place of a reply', () => {
  it('is under what it answers', () => {
    expect(placeOfReply(null)).toEqual({ parentId: null, depth: 0 })
    expect(placeOfReply({ id: 4, parentId: 2, depth: 1 })).toEqual({ parentId: 4, depth: 2 })
  })

  it('is beside what it answers where a thread is as deep as it goes', () => {
    const deepest = { id: 9, parentId: 8, depth: DEEPEST_COMMENT }
    expect(placeOfReply(deepest)).toEqual({ parentId: 8, depth: DEEPEST_COMMENT })
  })
})

describe('threads', () => {
  it('hang replies under what they answer, oldest first', () => {
    const comments = [
      aComment({ id: 1 }),
      aComment({ id: 2 }),
      aComment({ id: 3, parentId: 1, depth: 1 }),
      aComment({ id: 4, parentId: 3, depth: 2 }),
      aComment({ id: 5, parentId: 1, depth: 1 }),
    ]
    expect(idsOf(threadsOf(comments, null))).toEqual([[1, [[3, [4]], 5]], 2])
  })

  it('keep a stub only where something visible hangs below it', () => {
    const comments = [
      aComment({ id: 1, state: 'deleted' }),
      aComment({ id: 2, state: 'removed', parentId: 1, depth: 1 }),
      aComment({ id: 3, parentId: 2, depth: 2 }),
      aComment({ id: 4, state: 'deleted', parentId: 3, depth: 3 }),
      aComment({ id: 5, state: 'removed' }),
    ]
    expect(idsOf(threadsOf(comments, null))).toEqual([[1, [[2, [3]]]]])
  })

  it('show their author what they deleted themselves, and nobody what was removed', () => {
    const comments = [
      aComment({ id: 1, state: 'deleted' }),
      aComment({ id: 2, state: 'removed' }),
      aComment({ id: 3, state: 'deleted', author: null }),
    ]
    expect(idsOf(threadsOf(comments, 'ada'))).toEqual([1])
    expect(idsOf(threadsOf(comments, 'bo'))).toEqual([])
    expect(idsOf(threadsOf(comments, null))).toEqual([])
  })

  it('show every visible comment once, and end in visible ones, whatever the states', () => {
    const state = fc.constantFrom<Comment['state']>('visible', 'deleted', 'removed')
    fc.assert(
      fc.property(fc.array(fc.tuple(state, fc.nat()), { maxLength: 30 }), (drawn) => {
        const comments: Comment[] = []
        for (const [index, [drawnState, pick]] of drawn.entries()) {
          const parent = comments[pick % (comments.length + 1)] ?? null
          comments.push(aComment({ id: index + 1, state: drawnState, ...placeOfReply(parent) }))
        }
        const seen: number[] = []
        const walk = ({ comment, replies }: Thread) => {
          seen.push(comment.id)
          if (replies.length === 0) expect(comment.state).toBe('visible')
          replies.forEach(walk)
        }
        threadsOf(comments, null).forEach(walk)
        expect(new Set(seen).size).toBe(seen.length)
        for (const { id, state: one, depth } of comments) {
          if (one === 'visible') expect(seen).toContain(id)
          expect(depth).toBeLessThanOrEqual(DEEPEST_COMMENT)
        }
      }),
    )
  })
})

describe('the text of a comment', () => {
  it('loses blank ends, control and bidirectional control characters, and keeps its lines', () => {
    expect(cleanComment(' \u202eevil\u202c \u0007text\r\nsecond\tline\u200b\ufeff \n ')).toBe(
      'evil text\nsecond\tline',
    )
    expect(cleanComment('\u2067\u200f\u0000')).toBe('')
  })

  it('is NFC, keeps emoji whole and cuts floods of marks', () => {
    expect(cleanComment('e\u0301')).toBe('\u00e9')
    expect(cleanComment('👩‍🔬 🇺🇳')).toBe('👩‍🔬 🇺🇳')
    expect(cleanComment(`x${'\u0335'.repeat(500)}y`)).toHaveLength(8)
  })
})
