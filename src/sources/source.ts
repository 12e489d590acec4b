/** The contract for every source: papers come out one by one, and so do items that are none. */
import type { PaperDraft } from '../domain/paper.ts'

/**
 * A paper, or an item that isn't one. `reference`: its id or place (`line 12`, `item 3`). `payload`:
 * the item as text, at most 50,000 characters of it.
 */
export type SourceItem =
  | { draft: PaperDraft }
  | { quarantined: { reference: string; reason: string; payload: string } }

/**
 * What a file turned out to be, in words, and its items in order. Can be read repeatedly. No item
 * makes it throw, only a file that turns out to be damaged further on.
 */
export type Understood = { kind: string; items: AsyncIterable<SourceItem> }

/** What a raw item amounts to: a paper, or the plain reason why not. */
export type Reading = { draft: PaperDraft } | { reason: string }

/** A format whose items are JSON values: how to recognise one, and how to read it. */
export type Shape = {
  kind: string
  fits: (value: Record<string, unknown>) => boolean
  read: (value: unknown) => Reading
}

const REFERENCE_LIMIT = 200
/** Longer items are cut short and cannot be read again. */
export const PAYLOAD_LIMIT = 50_000

/** Makes a reading an item. `payload` is only called for what goes into quarantine. */
export function sourceItem(reading: Reading, reference: string, payload: () => string): SourceItem {
  return 'draft' in reading ? reading : quarantine(reference, reading.reason, payload())
}

/** An item for quarantine, cut to size. */
export function quarantine(reference: string, reason: string, payload: string): SourceItem {
  return {
    quarantined: {
      reference: storable(reference, REFERENCE_LIMIT),
      reason: storable(reason, REFERENCE_LIMIT),
      payload: storable(payload, PAYLOAD_LIMIT),
    },
  }
}

/** Turns a list of raw items into a sequence that can be read repeatedly. */
export function eachOf<Raw>(
  list: Raw[],
  read: (raw: Raw, position: number) => SourceItem,
): AsyncIterable<SourceItem> {
  return {
    async *[Symbol.asyncIterator]() {
      for (const [index, raw] of list.entries()) yield read(raw, index + 1)
    },
  }
}

/** A file that is fine but contains no papers. */
export const NOTHING_TO_DO: Understood = { kind: 'empty', items: eachOf<never>([], (none) => none) }

/** Postgres can store neither NUL nor half a surrogate pair. */
function storable(text: string, limit: number): string {
  return text
    .slice(0, limit)
    .replaceAll('\0', '')
    .replace(/\p{Surrogate}/gu, '')
}
