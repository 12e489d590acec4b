/** Migrations on data that is there already, by several processes, and one that fails in the middle. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrate } from '../../src/db/migrate.ts'
import { withClient } from '../support/postgres.ts'

const ALL = 'prisma/migrations'
/** The schema of the first site that people used. */
const OLD = '20261124170000_unlistings'
const names = readdirSync(ALL, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort()
const server = process.env.TEST_POSTGRES ?? ''
const database = `steps_${process.pid}`
let folder: string
let made = 0

const address = (name: string) => {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}
const query = (url: string, sql: string) =>
  withClient(url, async (client) => (await client.query(sql)).rows)
async function empty(): Promise<string> {
  const name = `${database}_${++made}`
  await query(server, `create database ${name}`)
  return address(name)
}
/** A folder with some of the migrations, and others of the test's own. */
function migrations(taken: string[], own: Record<string, string> = {}): string {
  const path = mkdtempSync(join(folder, 'migrations-'))
  for (const name of taken) cpSync(join(ALL, name), join(path, name), { recursive: true })
  for (const [name, sql] of Object.entries(own)) {
    mkdirSync(join(path, name))
    writeFileSync(join(path, name, 'migration.sql'), sql)
  }
  return path
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-migrations-'))
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  for (let n = 1; n <= made; n++) await query(server, `drop database ${database}_${n} with (force)`)
})

describe('migrations', () => {
  it('go over a site that is in use, one by one, and lose none of its rows', async () => {
    const url = await empty()
    const old = names.filter((name) => name <= OLD)
    expect(await migrate(url, migrations(old))).toEqual(old)
    await query(
      url,
      `insert into papers (id, title, appeared_at) select '2501.' || (10000 + n), 'Paper ' || n, now() from generate_series(1, 200) n;
       insert into members (id, email, handle, name, updated_at) select 'm' || n, n || '@example.org', 'm' || n, 'M', now() from generate_series(1, 50) n;
       insert into votes (paper_id, member_id, cast_at) select p.id, m.id, now() from papers p, members m;
       insert into listings (date, paper_id, listed_at) select '2026-02-09', id, now() from papers;
       insert into jobs (name, due_at, error) values ('ingest', now(), 'Error: broken')`,
    )
    const counts = `select (select count(*)::int from papers) as papers, (select count(*)::int from members) as members,
      (select count(*)::int from votes) as votes, (select count(*)::int from listings) as listings, (select count(*)::int from jobs) as jobs`
    const before = await query(url, counts)
    for (const name of names.filter((one) => one > OLD))
      expect(await migrate(url, migrations(names.filter((one) => one <= name)))).toEqual([name])
    expect(await query(url, counts)).toEqual(before)
    expect(await migrate(url)).toEqual([])
  }, 120_000)

  it('are applied once by four processes that start at the same time', async () => {
    const url = await empty()
    const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(url)))
    expect(applied.flat().sort()).toEqual(names)
    const rows = await query(url, 'select migration_name from _prisma_migrations')
    expect(rows).toHaveLength(names.length)
  }, 120_000)

  it('that fail in the middle leave nothing, are named, and go on once they are mended', async () => {
    const url = await empty()
    const broken = { '20990101000000_later': 'create table half (n int);\nselect 1 / 0;' }
    await expect(migrate(url, migrations(names, broken))).rejects.toThrow(
      'the migration 20990101000000_later failed, and nothing of it was kept: division by zero.',
    )
    expect(await query(url, "select to_regclass('half') as half")).toEqual([{ half: null }])
    const mended = { '20990101000000_later': 'create table half (n int);' }
    expect(await migrate(url, migrations(names, mended))).toEqual(['20990101000000_later'])
  }, 120_000)

  it('may hold semicolons in functions and comments', async () => {
    const url = await empty()
    const own = {
      '20990101000000_one':
        "-- First; then.\ncreate function one() returns int language plpgsql as $$ begin return 1; end; $$;\ncreate table t (s text default ';');",
    }
    expect(await migrate(url, migrations([], own))).toEqual(['20990101000000_one'])
    expect(await query(url, 'select one() as n')).toEqual([{ n: 1 }])
  })
})
