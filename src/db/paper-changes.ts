/** Says that a paper has changed on every page that shows it. */
import { type PageTag, tagsOfPaper } from '../domain/page-tags.ts'
import { announce } from './changes.ts'
import { db } from './client.ts'

/** Call it after the commit; `more` are other pages that the same write made old. */
export async function announcePaper(id: string, more: PageTag[] = []): Promise<void> {
  const listings = await db().listing.findMany({ where: { paperId: id }, select: { date: true } })
  const dates = listings.map(({ date }) => date.toISOString().slice(0, 10))
  announce([...tagsOfPaper(id, dates), ...more])
}
