/** arXiv's OAI-PMH records: https://info.arxiv.org/help/oa/index.html */
import type { Reading, SourceItem, Understood } from '../source.ts'
import { eachOf, NOTHING_TO_DO, sourceItem } from '../source.ts'
import { readArxivRecord } from './oai-arxiv.ts'
import { readRawRecord } from './oai-arxiv-raw.ts'
import {
  attribute,
  child,
  children,
  childText,
  type Element,
  textOf,
  type XmlDocument,
} from './xml.ts'

const KIND = 'arXiv OAI-PMH'

/** A record's metadata, and how to read it. */
type Found = { read: (metadata: Element, observedAt: string | null) => Reading; metadata: Element }

/**
 * Reads answers to ListRecords and GetRecord, and bare records, in the formats arXiv and arXivRaw.
 * Null if there are none; throws if the server reports an error.
 */
export function openOai({ root, source }: XmlDocument, rootName: string): Understood | null {
  const error = child(root, 'error')
  const code = attribute(error, 'code')
  if (code === 'noRecordsMatch') return { ...NOTHING_TO_DO, kind: KIND }
  if (code) throw new Error(`the OAI server says ${code}: ${textOf(error)?.trim() ?? ''}`)
  const records = recordsIn(root, rootName)
  const understood = records.some((record) => formatOf(record) ?? isDeleted(record))
  if (!understood) return null
  const read = (record: Element, position: number): SourceItem =>
    sourceItem(readRecord(record), idOf(record) ?? `item ${position}`, () => source(record))
  return { kind: KIND, items: eachOf(records, read) }
}

function recordsIn(root: Element, rootName: string): Element[] {
  if (rootName === 'arXiv' || rootName === 'arXivRaw') return [{ metadata: { [rootName]: root } }]
  if (rootName === 'record') return [root]
  const answers = [root, ...children(root, 'ListRecords'), ...children(root, 'GetRecord')]
  return answers.flatMap((answer) => children(answer, 'record'))
}

function readRecord(record: Element): Reading {
  const format = formatOf(record)
  if (format) {
    const observedAt = childText(child(record, 'header'), 'datestamp')
    return format.read(format.metadata, observedAt?.trim() ?? null)
  }
  return { reason: isDeleted(record) ? 'deleted at the source' : 'no metadata in a known format' }
}

function formatOf(record: Element): Found | null {
  const metadata = child(record, 'metadata')
  const plain = child(metadata, 'arXiv')
  if (plain !== undefined) return { read: readArxivRecord, metadata: plain }
  const raw = child(metadata, 'arXivRaw')
  return raw === undefined ? null : { read: readRawRecord, metadata: raw }
}

function isDeleted(record: Element): boolean {
  return attribute(child(record, 'header'), 'status') === 'deleted'
}

function idOf(record: Element): string | null {
  const identifier = childText(child(record, 'header'), 'identifier')?.trim()
  return identifier?.replace(/^oai:arXiv\.org:/i, '') || null
}
