/** One source that fails in a way nobody has foreseen stops neither the others nor the edition. */
import { afterEach, expect, it } from 'vitest'
import { isUnavailable } from '../../src/db/connections/unavailable.ts'
import { ingest } from '../../src/jobs/ingest.ts'
import { useDatabase } from '../support/database.ts'
import { sends } from '../support/replay-server.ts'
import { dayItem } from './given-files.ts'
import { dailyLists, MONDAY, openGate, rss, useReplayServer } from './given-sources.ts'

const { query } = useDatabase()
const server = useReplayServer()

afterEach(() => query('drop trigger if exists breaks on source_feeds'))

it('is told when all else is done', async () => {
  server().on(/^\/rss\//, sends(rss([{ id: '2602.00010' }])))
  server().on(/daily_papers/, dailyLists({ '2026-02-09': [dayItem('2602.00001')] }))
  await query(`create function break() returns trigger language plpgsql as $body$ begin
    if new.name like 'arXiv announcements%' then raise exception 'unforeseen'; end if; return new;
    end $body$`)
  await query(
    'create trigger breaks before insert or update on source_feeds for each row execute function break()',
  )
  const error = await ingest(MONDAY, openGate).catch((reason: unknown) => reason)
  expect(String(error)).toContain('unforeseen')
  expect(isUnavailable(error)).toBe(false)
  const listed = await query('select paper_id, date::text from listings')
  expect(listed).toEqual([{ paper_id: '2602.00001', date: '2026-02-09' }])
})
