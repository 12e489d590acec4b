/** The OAI format `arXiv`: names in parts, dates as days, no versions. */
import { z } from 'zod'
import { utcDay } from '../../domain/utc-day.ts'
import { draftOf, readWith } from '../draft.ts'
import * as loose from '../loose-fields.ts'
import type { Reading } from '../source.ts'
import { texToUnicode } from './tex-accents.ts'
import { child, children, childText, type Element } from './xml.ts'

const schema = z.object({
  id: loose.requiredArxivId,
  created: loose.instant,
  updated: loose.instant,
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
export function readArxivRecord(metadata: Element, observedAt: string | null): Reading {
  const raw = {
    observedAt,
    id: childText(metadata, 'id'),
    created: childText(metadata, 'created')?.trim(),
    updated: childText(metadata, 'updated')?.trim(),
    title: childText(metadata, 'title'),
    abstract: childText(metadata, 'abstract'),
    authors: children(child(metadata, 'authors'), 'author').map(nameOf),
    categories: childText(metadata, 'categories'),
    note: childText(metadata, 'comments'),
    journalRef: childText(metadata, 'journal-ref'),
    doi: childText(metadata, 'doi'),
    license: childText(metadata, 'license')?.trim(),
  }
  return readWith(schema, raw, ({ id, created, updated, ...rest }) =>
    draftOf({
      ...rest,
      source: 'arxiv',
      arxivId: id.id,
      version: id.version,
      publishedAt: created ? utcDay(created) : null,
      revisedAt: updated ?? created,
    }),
  )
}

function nameOf(author: Element): string {
  const parts = ['forenames', 'keyname', 'suffix'].map((part) => childText(author, part))
  return texToUnicode(parts.filter((part) => part?.trim()).join(' '))
}
