/** Merges a paper's descriptions: arXiv over Hugging Face over files over the sample. */
import { type PaperDraft, SOURCES, type Source } from './paper.ts'
import { utcDay } from './utc-day.ts'

/** The metadata a source gives; what it doesn't say is left out. */
export type RecordContent = Partial<{
  [Field in ContentField]: NonNullable<PaperDraft[Field]>
}>
export type ContentField =
  | 'title'
  | 'abstract'
  | 'authors'
  | 'authorCount'
  | 'organization'
  | 'publishedAt'
  | 'categories'
  | 'note'
  | 'doi'
  | 'journalRef'
  | 'license'
  | 'codeUrl'
  | 'projectUrl'
  | 'withdrawn'

/** What one source last said about one paper. Times are ISO instants. */
export type SourceRecord = {
  source: Source
  version: number | null
  revisedAt: string | null
  observedAt: string
  content: RecordContent
  votes: number | null
  comments: number | null
  countedAt: string | null
}

/** What all this comes to in the paper's own row. */
export type PaperFacts = { [Field in ContentField]: PaperDraft[Field] } & {
  title: string
  version: number | null
  /** The abstract is the sample's summary. */
  summarised: boolean
  importedVotes: number
  importedComments: number
}

const CONTENT_FIELDS: ContentField[] = [
  'title',
  'abstract',
  'authors',
  'authorCount',
  'organization',
  'publishedAt',
  'categories',
  'note',
  'doi',
  'journalRef',
  'license',
  'codeUrl',
  'projectUrl',
  'withdrawn',
]

/**
 * The record after another description from the same source: a newer one overwrites, an older one
 * only fills gaps, and a missing field erases nothing. Returns `old` itself if there is nothing to
 * write; a later look that finds no change only updates the times.
 */
export function mergeDraft(old: SourceRecord | null, draft: PaperDraft, now: string): SourceRecord {
  const fresh = recordOf(draft, now)
  if (!old) return fresh
  const newer = isNewer(fresh, old)
  const merged: SourceRecord = {
    ...(newer ? fresh : old),
    version: newer ? (fresh.version ?? old.version) : old.version,
    revisedAt: newer ? (fresh.revisedAt ?? old.revisedAt) : old.revisedAt,
    content: newer ? { ...old.content, ...fresh.content } : { ...fresh.content, ...old.content },
    ...mergeCounts(old, fresh),
  }
  if (!saysTheSame(merged, old)) return merged
  const isLaterLook = draft.observedAt !== null && draft.observedAt > old.observedAt
  return isLaterLook ? merged : old
}

/** The paper that the records describe together. At least one record is needed. */
export function mergeRecords(records: SourceRecord[]): PaperFacts {
  const strongestFirst = records.toSorted((a, b) => strength(b) - strength(a))
  const pick = <Field extends ContentField>(field: Field): PaperDraft[Field] =>
    (strongestFirst.find((record) => record.content[field] !== undefined)?.content[field] ??
      null) as PaperDraft[Field]
  const facts = Object.fromEntries(CONTENT_FIELDS.map((field) => [field, pick(field)]))
  const counted = strongestFirst.find(
    (record) => record.content.authors ?? record.content.authorCount,
  )?.content
  const described = strongestFirst.find((record) => record.content.abstract !== undefined)
  return {
    ...(facts as PaperFacts),
    authorCount: counted?.authors?.length ?? counted?.authorCount ?? null,
    version: strongestFirst.find((record) => record.version !== null)?.version ?? null,
    summarised: described?.source === 'sample',
    importedVotes: newestCount(strongestFirst, 'votes'),
    importedComments: newestCount(strongestFirst, 'comments'),
  }
}

function recordOf(draft: PaperDraft, now: string): SourceRecord {
  const said = CONTENT_FIELDS.filter((field) => draft[field] !== null)
  const observedAt = draft.observedAt ?? now
  const counts = draft.votes !== null || draft.comments !== null
  return {
    source: draft.source,
    version: draft.version,
    revisedAt: draft.revisedAt,
    observedAt,
    content: Object.fromEntries(said.map((field) => [field, draft[field]])),
    votes: draft.votes,
    comments: draft.comments,
    countedAt: counts ? observedAt : null,
  }
}

function isNewer(fresh: SourceRecord, old: SourceRecord): boolean {
  if (fresh.version !== null && old.version !== null && fresh.version !== old.version) {
    return fresh.version > old.version
  }
  // Some formats give the instant of a version, others only its day.
  if (fresh.revisedAt && old.revisedAt && utcDay(fresh.revisedAt) !== utcDay(old.revisedAt)) {
    return fresh.revisedAt > old.revisedAt
  }
  return fresh.observedAt >= old.observedAt
}

function mergeCounts(old: SourceRecord, fresh: SourceRecord) {
  const newer = fresh.countedAt !== null && (!old.countedAt || fresh.countedAt >= old.countedAt)
  const [first, second] = newer ? [fresh, old] : [old, fresh]
  return {
    votes: first.votes ?? second.votes,
    comments: first.comments ?? second.comments,
    countedAt: first.countedAt ?? second.countedAt,
  }
}

/** Whether two records say the same, apart from when they were seen. */
export function saysTheSame(a: SourceRecord, b: SourceRecord): boolean {
  const said = ({ observedAt, countedAt, ...rest }: SourceRecord) => canonicalJson(rest)
  return said(a) === said(b)
}

/** JSON with sorted keys, since a JSON column returns them in an order of its own. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

/** So far all sources pass on the same site's counts, so the latest wins and nothing is added up. */
function newestCount(records: SourceRecord[], field: 'votes' | 'comments'): number {
  const telling = records.filter((record) => record[field] !== null)
  const real = telling.filter((record) => record.source !== 'sample')
  const newest = (real.length > 0 ? real : telling).reduce<SourceRecord | null>(
    (best, record) => (best && (best.countedAt ?? '') >= (record.countedAt ?? '') ? best : record),
    null,
  )
  return newest?.[field] ?? 0
}

function strength(record: SourceRecord): number {
  return SOURCES.indexOf(record.source)
}
