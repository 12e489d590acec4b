import { describe, expect, it } from 'vitest'
import { makeCardsStore } from '../../src/components/paper/cards-store.ts'

describe('cards on their way into pages', () => {
  it('are taken by each page that keeps them, and then gone', () => {
    const store = makeCardsStore()
    store.keep('a', ['one', 'two'])
    store.keep('a', ['one', 'two'])
    store.keep('b', ['three'])
    expect(store.take('a')).toEqual(['one', 'two'])
    expect(store.take('b')).toEqual(['three'])
    expect(store.take('a')).toEqual(['one', 'two'])
    expect(store.take('a')).toBeUndefined()
    expect(store.take('b')).toBeUndefined()
  })

  it('of pages that never came are forgotten when there are too many', () => {
    const store = makeCardsStore()
    const long = 'x'.repeat(4 * 1024 * 1024)
    for (let n = 0; n < 20; n++) store.keep(`mark ${n}`, [long])
    expect(store.take('mark 0')).toBeUndefined()
    expect(store.take('mark 19')).toEqual([long])
  })
})
