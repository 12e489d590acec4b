/** What becomes of notes that were stored when they were still called comments. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { useDatabase } from '../../support/database.ts'

const { query } = useDatabase()

it('keeps the notes of sources under their new name, and forgets what was looked up', async () => {
  await query(`insert into papers (id, title, appeared_at)
    values ('2501.00001', 'One', now()), ('2501.00002', 'Two', now())`)
  await query(`insert into source_records (paper_id, source, observed_at, content) values
    ('2501.00001', 'arxiv', now(), '{"title": "One", "comment": "12 pages"}'),
    ('2501.00002', 'arxiv', now(), '{"title": "Two"}')`)
  await query(`insert into looked_up_papers (id, draft, fetched_at)
    values ('2501.00003', '{"comment": "9 pages"}', now())`)
  await query(readFileSync('prisma/migrations/20261127205000_notes/migration.sql', 'utf8'))
  expect(await query('select content from source_records order by paper_id')).toEqual([
    { content: { title: 'One', note: '12 pages' } },
    { content: { title: 'Two' } },
  ])
  expect(await query('select id from looked_up_papers')).toEqual([])
})
