/** Answers from the arXiv API (Atom): https://info.arxiv.org/help/api/user-manual.html */
import { z } from 'zod'
import { readInstant } from '../dates.ts'
import { draftOf, readWith } from '../draft.ts'
import * as loose from '../loose-fields.ts'
import {
  eachOf,
  NOTHING_TO_DO,
  type Reading,
  type SourceItem,
  sourceItem,
  type Understood,
} from '../source.ts'
import { attribute, child, children, childText, type Element, type XmlDocument } from './xml.ts'

const schema = z.object({
  id: loose.requiredArxivId,
  title: loose.title,
  summary: loose.abstract,
  authors: loose.authors,
  published: loose.day,
  updated: loose.instant,
  categories: loose.categories,
  note: loose.remark,
  journalRef: loose.remark,
  doi: loose.doi,
})

/**
 * Null for another site's feed and for arXiv's error feed, whose entry isn't a paper. Throws if the
 * feed is empty although it says there are results, as arXiv has been known to do.
 */
export function openAtom({ root, source }: XmlDocument): Understood | null {
  const entries = children(root, 'entry')
  if (entries.length === 0) return openEmpty(root)
  if (!entries.some(isPaper)) return null
  const observedAt = readInstant(childText(root, 'updated') ?? '')
  const read = (entry: Element, position: number): SourceItem =>
    sourceItem(
      readEntry(entry, observedAt),
      childText(entry, 'id')
        ?.trim()
        .replace(/^.*\/abs\//, '') || `item ${position}`,
      () => source(entry),
    )
  return { kind: 'arXiv Atom', items: eachOf(entries, read) }
}

function openEmpty(feed: Element): Understood | null {
  const total = numberIn(feed, 'totalResults')
  if (total === null) return null
  const start = numberIn(feed, 'startIndex') ?? 0
  const asked = numberIn(feed, 'itemsPerPage') ?? 1
  if (start < total && asked > 0) {
    throw new Error(`arXiv says there are ${total} results, but sent none; ask again`)
  }
  return { ...NOTHING_TO_DO, kind: 'arXiv Atom' }
}

function readEntry(entry: Element, observedAt: string | null): Reading {
  const primary = attribute(child(entry, 'primary_category'), 'term')
  const terms = children(entry, 'category').map((category) => attribute(category, 'term'))
  const raw = {
    id: childText(entry, 'id'),
    title: childText(entry, 'title'),
    summary: childText(entry, 'summary'),
    authors: children(entry, 'author').map((author) => childText(author, 'name') ?? ''),
    published: childText(entry, 'published')?.trim(),
    updated: childText(entry, 'updated')?.trim(),
    categories: [primary, ...terms],
    note: childText(entry, 'comment'),
    journalRef: childText(entry, 'journal_ref'),
    doi: childText(entry, 'doi'),
  }
  if (raw.id?.includes('/api/errors')) return { reason: `arXiv's error: ${raw.summary?.trim()}` }
  return readWith(schema, raw, ({ id, summary, published, updated, ...rest }) =>
    draftOf({
      ...rest,
      source: 'arxiv',
      arxivId: id.id,
      version: id.version,
      abstract: summary,
      publishedAt: published,
      revisedAt: updated,
      observedAt,
    }),
  )
}

function isPaper(entry: Element): boolean {
  return /arxiv\.org\/abs\//i.test(childText(entry, 'id') ?? '')
}

function numberIn(feed: Element, name: string): number | null {
  const text = childText(feed, name)?.trim()
  return text && /^\d{1,9}$/.test(text) ? Number(text) : null
}
