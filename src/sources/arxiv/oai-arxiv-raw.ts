/** The OAI format `arXivRaw`: authors on one line with TeX accents, all versions with their dates. */
import { z } from 'zod'
import { utcDay } from '../../domain/utc-day.ts'
import { readMailDate } from '../dates.ts'
import { draftOf, readWith } from '../draft.ts'
import * as loose from '../loose-fields.ts'
import type { Reading } from '../source.ts'
import { splitAuthors } from './author-names.ts'
import { attribute, children, childText, type Element } from './xml.ts'

const schema = z.object({
  id: loose.requiredArxivId,
  observedAt: loose.instant,
  title: loose.title,
  abstract: loose.abstract,
  authors: loose.authors,
  categories: loose.categories,
  note: loose.remark,
  journalRef: loose.remark,
  doi: loose.doi,
  license: loose.link,
})

/** `observedAt`: the record's datestamp, when arXiv last changed it. */
export function readRawRecord(metadata: Element, observedAt: string | null): Reading {
  const raw = {
    observedAt,
    id: childText(metadata, 'id'),
    title: childText(metadata, 'title'),
    abstract: childText(metadata, 'abstract'),
    authors: splitAuthors(childText(metadata, 'authors') ?? ''),
    categories: childText(metadata, 'categories'),
    note: childText(metadata, 'comments'),
    journalRef: childText(metadata, 'journal-ref'),
    doi: childText(metadata, 'doi'),
    license: childText(metadata, 'license')?.trim(),
  }
  const versions = versionsOf(metadata)
  const first = versions.find(({ number }) => number === 1)?.date
  const last = versions.at(-1)
  return readWith(schema, raw, ({ id, ...rest }) =>
    draftOf({
      ...rest,
      source: 'arxiv',
      arxivId: id.id,
      version: last?.number ?? id.version,
      publishedAt: first ? utcDay(first) : null,
      revisedAt: last?.date ?? null,
    }),
  )
}

/** Sorted by number, since arXiv lists them as v1, v10, v11, v2. */
function versionsOf(metadata: Element): { number: number; date: string | null }[] {
  return children(metadata, 'version')
    .map((version) => ({
      number: Number(/^v([1-9]\d{0,3})$/.exec(attribute(version, 'version') ?? '')?.[1] ?? 0),
      date: readMailDate(childText(version, 'date') ?? '')?.instant ?? null,
    }))
    .filter(({ number }) => number > 0)
    .sort((a, b) => a.number - b.number)
}
