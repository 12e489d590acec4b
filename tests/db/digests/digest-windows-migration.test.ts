import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { migrate } from '../../../src/db/migrate.ts'
import { makeEmptyDatabase, withClient } from '../../support/postgres.ts'

const THIS = '20261127200100_digest_windows'

it('a site that has sent digests by the old calendar sends nobody an edition again', async () => {
  const { url, drop } = await makeEmptyDatabase()
  const before = mkdtempSync(join(tmpdir(), 'broadsheet-migrations-'))
  try {
    for (const name of readdirSync('prisma/migrations').filter((name) => name < THIS))
      cpSync(join('prisma/migrations', name), join(before, name), { recursive: true })
    await migrate(url, before)
    await withClient(url, (client) => client.query(OLD_SITE))
    await migrate(url)
    const { subscriptions, papers, digests } = await withClient(url, async (client) => ({
      subscriptions: (await client.query(READERS)).rows,
      papers: (await client.query('select id, news_at from papers order by id')).rows,
      digests: (await client.query('select key from digests order by key')).rows,
    }))
    const sentAt = new Date('2026-11-24T13:00:00Z')
    const listedLast = new Date('2026-11-24T13:30:00Z')
    expect(subscriptions).toEqual([
      // The newest digest sent or under way, with all that was in its edition by then.
      { email: 'had@example.org', until: listedLast, turned: sentAt, first: null },
      // It expired, so that its papers are still to come; the one before was sent.
      {
        email: 'late@example.org',
        until: new Date('2026-11-23T13:00:00Z'),
        turned: sentAt,
        first: null,
      },
      {
        email: 'new@example.org',
        until: null,
        turned: null,
        first: new Date('2026-11-24T14:00:00Z'),
      },
    ])
    expect(papers.map(({ news_at }) => news_at)).toEqual([
      new Date('2026-11-24T02:00:00Z'),
      listedLast,
      new Date('2026-11-25T02:00:00Z'),
    ])
    expect(digests).toEqual([{ key: 'monday' }, { key: 'tuesday' }])
  } finally {
    rmSync(before, { recursive: true })
    await drop()
  }
})

const READERS = `select email, covered_until as until, turned_at as turned, first_from as first
  from subscriptions where status = 'confirmed' order by email`
const OLD_SITE = `
  insert into papers (id, title, appeared_at, created_at, first_listed_on) values
    ('2611.00001', 'One', now(), '2026-11-24T02:00Z', '2026-11-24'),
    ('2611.00002', 'Two', now(), '2026-11-24T12:00Z', '2026-11-24'),
    ('2611.00003', 'Next', now(), '2026-11-25T02:00Z', '2026-11-25');
  insert into listings (date, paper_id, listed_at) values
    ('2026-11-24', '2611.00001', '2026-11-24T02:00Z'),
    ('2026-11-24', '2611.00002', '2026-11-24T13:30Z'),
    ('2026-11-25', '2611.00003', '2026-11-25T02:00Z');
  insert into digests (id, key, cadence, period_from, period_to, status, subject, html, text, paper_ids, created_at) values
    (1, 'monday', 'daily', '2026-11-23', '2026-11-23', 'open', '', '', '', '{x}', '2026-11-23T13:00Z'),
    (2, 'tuesday', 'daily', '2026-11-24', '2026-11-24', 'open', '', '', '', '{2611.00001}', '2026-11-24T13:00Z'),
    (3, 'none', 'daily', '2026-11-24', '2026-11-24', 'empty', '', '', '', '{}', '2026-11-24T13:00Z');
  insert into subscriptions (id, email, email_hmac, status, cadence, hour, time_zone, confirmed_at, created_at, last_due_at) values
    (1, 'had@example.org', '1', 'confirmed', 'daily', 8, 'Etc/UTC', '2026-11-01T00:00Z', now(), '2026-11-24T13:00Z'),
    (2, 'late@example.org', '2', 'confirmed', 'daily', 8, 'Etc/UTC', '2026-11-01T00:00Z', now(), '2026-11-24T13:00Z'),
    (3, 'new@example.org', '3', 'confirmed', 'daily', 8, 'Etc/UTC', '2026-11-24T14:00Z', now(), null),
    (4, 'gone@example.org', '4', 'unsubscribed', 'daily', 8, 'Etc/UTC', null, now(), null);
  insert into deliveries (digest_id, subscription_id, cadence, local_date, status, due_at, expires_at, next_attempt_at, message_id, date_header, sent_at)
  select d.digest, d.reader, d.cadence, d.day::date, d.status, now(), now(), now(), d.digest || '.' || d.reader || d.cadence, now(),
    case when d.status = 'sent' then now() end
  from (values (1, 1, 'daily', '2026-11-23', 'sent'), (2, 1, 'daily', '2026-11-24', 'queued'),
    (1, 2, 'daily', '2026-11-23', 'sent'), (2, 2, 'daily', '2026-11-24', 'expired')) as d (digest, reader, cadence, day, status)`
