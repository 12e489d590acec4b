/** arXiv's RSS: what was announced on a day. https://info.arxiv.org/help/rss.html */
import { z } from 'zod'
import type { DraftListing } from '../../domain/paper.ts'
import { readMailDate } from '../dates.ts'
import { draftOf, readWith } from '../draft.ts'
import * as loose from '../loose-fields.ts'
import { eachOf, type Reading, type SourceItem, sourceItem, type Understood } from '../source.ts'
import { splitAuthors } from './author-names.ts'
import {
  attribute,
  child,
  children,
  childText,
  type Element,
  textOf,
  type XmlDocument,
} from './xml.ts'

const ARXIV = /\barxiv\.org\b/i
const DESCRIPTION =
  /^\s*arXiv:(\S+)\s+(?:Announce Type:\s*([a-z-]+)\s*)?(?:Abstract:\s*)?([\s\S]*)$/i
const LISTED = new Set(['new', 'cross'])

const schema = z.object({
  id: loose.requiredArxivId,
  title: loose.title,
  abstract: loose.abstract,
  authors: loose.authors,
  categories: loose.categories,
  license: loose.link,
})

/** Null for another site's RSS. At weekends the feed is empty, which is fine. */
export function openRss({ root, source }: XmlDocument): Understood | null {
  const channel = child(root, 'channel')
  const items = children(channel, 'item')
  if (![channel, ...items].some(isOfArxiv)) return null
  const announced = childText(channel, 'pubDate')
  const read = (item: Element, position: number): SourceItem =>
    sourceItem(
      readItem(item, announced),
      childText(item, 'link')
        ?.trim()
        .replace(/^.*\/abs\//, '') || `item ${position}`,
      () => source(item),
    )
  return { kind: 'arXiv RSS', items: eachOf(items, read) }
}

function isOfArxiv(element: Element): boolean {
  const links = children(element, 'link')
  return links.some((link) => ARXIV.test(textOf(link) ?? attribute(link, 'href') ?? ''))
}

function readItem(item: Element, announcedOfAll: string | null): Reading {
  const description = childText(item, 'description') ?? ''
  const [, idWithVersion, type, abstract] = DESCRIPTION.exec(description) ?? []
  const creators = children(item, 'creator').map((creator) => textOf(creator) ?? '')
  const raw = {
    id: idWithVersion ?? childText(item, 'link'),
    title: childText(item, 'title'),
    abstract: abstract ?? description,
    authors: splitAuthors(creators.join(', ')),
    categories: children(item, 'category').map((category) => textOf(category)),
    license: childText(item, 'rights')?.trim(),
  }
  const announced = readMailDate(childText(item, 'pubDate') ?? announcedOfAll ?? '')
  const announceType = childText(item, 'announce_type') ?? type ?? ''
  const listed = announced !== null && LISTED.has(announceType.trim().toLowerCase())
  const listings: DraftListing[] = listed ? [{ date: announced.day, listedAt: null }] : []
  return readWith(schema, raw, ({ id, ...rest }) =>
    draftOf({
      ...rest,
      source: 'arxiv',
      arxivId: id.id,
      version: id.version,
      listings,
      observedAt: announced?.instant ?? null,
    }),
  )
}
