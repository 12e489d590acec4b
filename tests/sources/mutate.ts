/** Items changed at random, and what still has to hold of whatever is read out of them. */
import fc from 'fast-check'
import { expect } from 'vitest'
import { parseArxivId } from '../../src/domain/arxiv-id.ts'
import type { PaperDraft } from '../../src/domain/paper.ts'

const DELETED = Symbol('deleted')
const strange = fc.oneof(
  fc.constant(DELETED),
  fc.constantFrom(null, true, -1, 0.5, 1e300, '', ' ', '7', '\0', '\u202e', [], [null], {}, [[]]),
  fc.string({ unit: 'binary' }),
  fc.jsonValue(),
)
/** Deletes a node of a JSON value, or puts something strange in its place. */
export const mutation = fc.record({ place: fc.nat(), value: strange })

type Place = { parent: Record<string, unknown> | unknown[]; key: string | number }

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return []
  const parent = value as Record<string, unknown> | unknown[]
  const keys = Array.isArray(parent) ? [...parent.keys()] : Object.keys(parent)
  const inner = Object.values(parent).flatMap(placesIn)
  return [...keys.map((key) => ({ parent, key })), ...inner]
}

export function mutated(item: object, mutations: { place: number; value: unknown }[]): unknown {
  const copy: unknown = structuredClone(item)
  for (const { place, value } of mutations) {
    const places = placesIn(copy)
    const chosen = places[place % places.length]
    if (!chosen) continue
    if (value === DELETED) Reflect.deleteProperty(chosen.parent, chosen.key)
    else Reflect.set(chosen.parent, chosen.key, structuredClone(value))
  }
  return JSON.parse(JSON.stringify(copy)) as unknown
}

export function expectSound(draft: PaperDraft) {
  expect(draft.title.length).toBeGreaterThan(0)
  expect(draft.title.length).toBeLessThanOrEqual(500)
  expect(draft.abstract?.length ?? 0).toBeLessThanOrEqual(20_000)
  if (draft.arxivId !== null) expect(parseArxivId(draft.arxivId)?.id).toBe(draft.arxivId)
  for (const count of [draft.votes, draft.comments, draft.authorCount]) {
    expect(count === null || (Number.isInteger(count) && count >= 0)).toBe(true)
  }
  for (const date of [draft.publishedAt, ...draft.listings.map((listing) => listing.date)]) {
    expect(date ?? '2025-01-01').toMatch(/^[12]\d{3}-\d{2}-\d{2}$/)
  }
  // JSON escapes with an odd number of backslashes: what is typed as \n is two letters.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may be left
  const unseen = /[\u0000-\u001f\u202a-\u202e]|(?<!\\)(?:\\\\)*\\(?:u0000|n)/
  expect(JSON.stringify(draft)).not.toMatch(unseen)
}

/** Replaces the nth element that holds only text. */
export function withoutElement(item: string, nth: number, text: string): string {
  const leaves = [...item.matchAll(/<([\w:-]+)[^<>]*(?:\/>|>[^<>]*<\/\1>)/g)]
  const leaf = leaves[nth % leaves.length]
  if (!leaf) return item
  return item.slice(0, leaf.index) + text + item.slice(leaf.index + leaf[0].length)
}
