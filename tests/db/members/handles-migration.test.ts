/** What becomes of members and of the log from before handles were chosen. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { useDatabase } from '../../support/database.ts'

const { query } = useDatabase()

it('keeps the handles of members, and knows the people of the log by id where it can', async () => {
  for (const undo of [
    'drop table resting_handles',
    'alter table members drop column handle_chosen_at',
    'alter table moderation_log rename column actor_id to actor',
    'alter table moderation_log rename column member_id to member',
  ])
    await query(undo)
  await query(`insert into members (id, email, handle, created_at) values
    ('m1', 'ada@example.org', 'ada', '2026-01-01Z'), ('m2', 'bea@example.org', 'bea', '2026-03-01Z')`)
  await query(`insert into moderation_log (at, actor, act, member) values
    ('2026-02-01Z', 'ada', 'ban', 'bea'), ('2026-02-02Z', 'gone', 'unban', null),
    ('2026-04-01Z', 'system', 'grant-role', 'bea')`)
  await query(readFileSync('prisma/migrations/20261127204000_handles/migration.sql', 'utf8'))
  const members = 'select handle, handle_chosen_at = created_at as kept from members order by id'
  expect(await query(members)).toEqual([
    { handle: 'ada', kept: true },
    { handle: 'bea', kept: true },
  ])
  expect(await query('select actor_id, member_id from moderation_log order by at')).toEqual([
    // Bea came later than the act: that was somebody else of this handle.
    { actor_id: 'm1', member_id: 'unknown' },
    { actor_id: 'unknown', member_id: null },
    { actor_id: 'system', member_id: 'm2' },
  ])
})
