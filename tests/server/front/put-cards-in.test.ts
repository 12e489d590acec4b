import { describe, expect, it } from 'vitest'
import { putCardsIn } from '../../../src/server/front/put-cards-in.mjs'

const MARK = 'abcdefghijklmnopqrstuv'
const HTML = ['<article>é</article>', '<article>$&</article>']
const CARDS = { take: (mark: string) => (mark === MARK ? HTML : undefined) }
const put = (...chunks: string[]) =>
  Buffer.from(
    putCardsIn(
      chunks.map((chunk) => Buffer.from(chunk)),
      CARDS,
    ),
  ).toString()

describe('the cards of a list', () => {
  it('stand in their element, wherever the page was cut', () => {
    const page = `<main><div id="cards-${MARK}"></div></main>`
    const whole = `<main><div id="cards-${MARK}"><article>é</article><article>$&</article></div></main>`
    for (let cut = 0; cut <= page.length; cut++)
      expect(put(page.slice(0, cut), page.slice(cut))).toBe(whole)
  })

  it('are left alone where Next has written them', () => {
    const page = `<div id="cards-${MARK}"><article>a</article></div>`
    expect(put(page)).toBe(page)
    expect(put('<p>none</p>')).toBe('<p>none</p>')
  })

  it('are never missing without a word', () => {
    expect(() => put(`<div id="cards-${'x'.repeat(22)}"></div>`)).toThrow('Cards were gone')
    expect(() => putCardsIn([Buffer.from(`<div id="cards-${MARK}"></div>`)], undefined)).toThrow()
  })
})
