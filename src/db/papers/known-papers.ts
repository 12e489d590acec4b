/** What is stored about some papers before an import adds to it. */
import type { SourceRecord } from '../../domain/paper-merge.ts'
import type { Tx } from '../client.ts'

/**
 * Records by paper; a stored paper is included even if it has none. `decided`: editions that already
 * list a paper or that a curator took it out of, as `DATE ID`.
 */
export type Known = { records: Map<string, SourceRecord[]>; decided: Set<string> }

type Row = {
  id: string
  source: SourceRecord['source'] | null
  version: number | null
  revisedAt: Date | null
  observedAt: Date
  content: SourceRecord['content']
  votes: number | null
  comments: number | null
  countedAt: Date | null
}

export async function readKnown(tx: Tx, ids: string[]): Promise<Known> {
  const rows = await tx.$queryRaw<Row[]>`
    select papers.id, source, record.version, revised_at as "revisedAt", observed_at as "observedAt",
      content, votes, comments, counted_at as "countedAt"
    from papers left join source_records record on record.paper_id = papers.id
    where papers.id = any(${ids})`
  if (rows.length === 0) return { records: new Map(), decided: new Set() }
  const decided = await tx.$queryRaw<{ key: string }[]>`
    select date || ' ' || paper_id as key from listings where paper_id = any(${ids})
    union all select date || ' ' || paper_id from unlistings where paper_id = any(${ids})`
  const records = new Map<string, SourceRecord[]>()
  for (const { id, ...row } of rows) records.set(id, [...(records.get(id) ?? []), ...recordOf(row)])
  return { records, decided: new Set(decided.map(({ key }) => key)) }
}

function recordOf({
  source,
  revisedAt,
  observedAt,
  countedAt,
  ...row
}: Omit<Row, 'id'>): SourceRecord[] {
  if (!source) return []
  return [
    {
      ...row,
      source,
      revisedAt: revisedAt?.toISOString() ?? null,
      observedAt: observedAt.toISOString(),
      countedAt: countedAt?.toISOString() ?? null,
    },
  ]
}
