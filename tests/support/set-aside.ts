/** Feeds and items set aside, as sources leave them behind. */
import { aDayItem } from '../sources/given-items.ts'
import type { OwnSite } from './own-site.ts'

/** An item that is a paper, whatever made it set aside. */
export const USABLE = JSON.stringify(aDayItem())

type Item = { reference: string; payload: string; reason?: string }

/** Sets items aside, the last one newest. */
export async function keep(site: OwnSite, items: Item[]): Promise<void> {
  await site.query(
    `insert into quarantine (source, reference, reason, payload, digest)
     select 'a file', reference, coalesce(reason, 'no title'), payload, md5(reference)
     from jsonb_to_recordset($1::jsonb) as item (reference text, reason text, payload text)`,
    [JSON.stringify(items)],
  )
}

/** One feed that is well, one that fails, one that was never asked; the error is a long one. */
export async function fillSources(site: OwnSite): Promise<void> {
  await site.query('truncate source_feeds, import_runs')
  await site.query(
    `insert into source_feeds (name, source, fills_editions, failures, next_try_at, last_good_at, last_error)
     values ('Hugging Face daily lists', 'hugging-face', true, 0, now() + interval '25 minutes',
         now() - interval '5 minutes', null),
       ('arXiv announcements', 'arxiv', true, 6, now() + interval '8 hours',
         now() - interval '2 days', 'arXiv: status 503, ' || repeat('http', 80)),
       ('arXiv cs:cs:LG', 'arxiv', false, 0, now(), null, null)`,
  )
  await site.query(
    `insert into import_runs (source, started_at, ended_at, imported, unchanged, quarantined, seen)
     values ('Hugging Face daily lists', now(), now(), 3, 4, 1, 8)`,
  )
}
