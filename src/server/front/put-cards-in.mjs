// @ts-check
/** Puts the cards of a list into the element that Next has written for them (components/paper/cards-store). */

const START = '<div id="cards-'
const MARK_LETTERS = 22

/** @typedef {{ take: (mark: string) => string[] | undefined }} Cards */

/**
 * The chunks of a page as one, with its cards. Throws when the cards are gone.
 * @param {Buffer[]} chunks
 * @param {Cards | undefined} cards
 * @returns {Uint8Array}
 */
export function putCardsIn(chunks, cards) {
  const html = Buffer.concat(chunks)
  const at = html.indexOf(START)
  if (at < 0) return joined([html])
  const inside = html.indexOf('>', at) + 1
  const mark = html.toString('latin1', at + START.length, at + START.length + MARK_LETTERS)
  // With something in it, it is a list that Next has written whole.
  if (html.toString('latin1', inside, inside + 2) !== '</') return joined([html])
  const found = cards?.take(mark)
  if (!found) throw new Error('Cards were gone before their page was written.')
  const bodies = found.map((card) => Buffer.from(card))
  return joined([html.subarray(0, inside), ...bodies, html.subarray(inside)])
}

/**
 * In memory of its own, which a thread can hand over.
 * @param {Buffer[]} parts
 */
export function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
