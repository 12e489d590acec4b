/** How the descriptions of a paper become one: arXiv over Hugging Face over files over the sample. */
import { type PaperDraft, SOURCES, type Source } from './paper.ts'
import { utcDay } from './utc-day.ts'

/** The metadata a source gives; what it does not say is left out. */
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

/** The last word of one source on one paper. Times are ISO instants. */
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

/** What the paper's own row holds of all this. */
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
 * The record after one more description from the same source: a newer one overwrites, an older one
 * only fills gaps, and what is absent erases nothing. Returns `old` itself when there is nothing to
 * write; a later look that finds the same moves only the times.
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

/** The paper that its records describe together. At least one record must be given. */
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

/** Whether two records differ at most in when they were seen, which is no change. */
export function saysTheSame(a: SourceRecord, b: SourceRecord): boolean {
  const said = ({ observedAt, countedAt, ...rest }: SourceRecord) => canonicalJson(rest)
  return said(a) === said(b)
}

/** JSON with sorted keys, since a JSON column gives them back in its own order. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

/** All sources so far pass on the counts of one site, so the newest look wins, never a sum. */
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
