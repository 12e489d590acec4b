/** Databases that others have made: each works, or is refused in one line that says what to do. */
import { readdirSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeDb, db } from '../../../src/db/client.ts'
import { judgeDatabase } from '../../../src/db/connections/check-database.ts'
import { connectionTo } from '../../../src/db/connections/connection.ts'
import { Prisma } from '../../../src/db/generated/client.ts'
import { migrate } from '../../../src/db/migrate.ts'
import { readRows } from '../../../src/db/read-rows.ts'
import { env, readEnvironment } from '../../../src/env.ts'
import { run } from '../../support/cli.ts'
import { withClient } from '../../support/postgres.ts'
import { freePort } from '../../support/site.ts'
import { workThrough } from '../../support/through-pooler.ts'

const NAME = `odd_${process.pid}`
const server = () => process.env.TEST_POSTGRES ?? ''
const names = readdirSync('prisma/migrations', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
const made: string[] = []

const asServer = (statement: string) => withClient(server(), (client) => client.query(statement))
/** A database of its own, made as told; returns its address. */
async function make(name: string, how = ''): Promise<string> {
  const full = `${NAME}_${name}`
  await asServer(`create database ${full} ${how}`)
  made.push(`drop database ${full} with (force)`)
  const address = new URL(server())
  address.pathname = `/${full}`
  return address.href
}
async function role(name: string, password: string): Promise<string> {
  const full = `${NAME}_${name}`
  await asServer(`create role ${full} login password '${password}'`)
  made.push(`drop role ${full}`)
  return full
}
const as = (address: string, login: string) => address.replace(/\/\/[^@]*@/, `//${login}@`)
const on = (address: string, ...statements: string[]) =>
  withClient(address, async (client) => {
    for (const one of statements) await client.query(one)
  })

/** What `migrate` says of an address; its one line. */
async function refusalOf(DATABASE_URL: string): Promise<string> {
  const { code, out, err } = await run(['migrate'], { DATA_DIR: '/tmp', DATABASE_URL })
  const lines = err.trim().split('\n')
  expect({ code, lines: lines.length, err }).toEqual({ code: 1, lines: 1, err })
  expect(`${out}${err}`).not.toMatch(/hunter|\n\s+at /)
  return lines[0] ?? ''
}

beforeAll(() => {
  Object.assign(env(), { LIMITS: 'on' })
})
afterAll(async () => {
  await closeDb()
  for (const statement of made.toReversed()) await asServer(statement)
})

describe('a database works', () => {
  it('whatever is set for it', async () => {
    const address = await make('settings')
    const name = new URL(address).pathname.slice(1)
    const settings = {
      datestyle: "'German, DMY'",
      timezone: "'America/New_York'",
      intervalstyle: "'sql_standard'",
      bytea_output: "'escape'",
      extra_float_digits: '-10',
      default_transaction_isolation: "'serializable'",
      search_path: 'nowhere',
      statement_timeout: '20',
      lock_timeout: '1',
    }
    for (const [setting, value] of Object.entries(settings))
      await on(address, `alter database ${name} set ${setting} to ${value}`)
    expect(await workThrough(address)).toEqual([])
    process.env.DATABASE_URL = address
    env().DATABASE_URL = address
    const [row] = await readRows<{ day: string; at: Date; sum: number }>(Prisma.sql`
      select date '2026-02-09'::text as day, timestamptz '2026-02-09T12:00:00.5Z' as at, 0.1::float8 + 0.2 as sum`)
    const at = new Date('2026-02-09T12:00:00.500Z')
    expect(row).toEqual({ day: '2026-02-09', at, sum: 0.1 + 0.2 })
    await closeDb()
  }, 60_000)

  it('with a schema of its own, and with tables of others beside it', async () => {
    const address = await make('schema')
    await on(address, 'create table papers (n int)', 'create table _prisma_migrations (n int)')
    const own = `${address}?schema=Our%20papers`
    expect(await workThrough(own)).toEqual([])
    const tables = await withClient(address, (client) =>
      client.query("select schemaname from pg_tables where tablename = 'papers' order by 1"),
    )
    expect(tables.rows).toEqual([{ schemaname: 'Our papers' }, { schemaname: 'public' }])
    process.env.DATABASE_URL = own
    env().DATABASE_URL = own
    expect(await db().paper.count()).toBe(1)
    expect(await readRows(Prisma.sql`select count(*)::int as n from papers`)).toEqual([{ n: 1 }])
    await closeDb()
  }, 60_000)

  it('with tables of others that have other names, at every start', async () => {
    const address = await make('shared')
    await on(address, 'create table invoices (n int)')
    expect((await migrate(address)).length).toBe(names.length)
    expect(await migrate(address)).toEqual([])
  })

  it('whatever signs its password has', async () => {
    const address = await make('password')
    for (const password of ['a#b', 'a/b?c', 'a@b', 'a:b%', '50%off', 'ü ö', '[x]', '%2541']) {
      // What looks like an escape is one.
      const name = await role(`r${made.length}`, password.replace('%25', '%'))
      const written = as(address, `${name}:${password}`)
      const { DATABASE_URL = '' } = readEnvironment({ DATABASE_URL: written })
      const client = new pg.Client(connectionTo(DATABASE_URL))
      await client.connect()
      expect((await client.query('select current_user as name')).rows).toEqual([{ name }])
      await client.end()
    }
  }, 60_000)
})

describe('a database is refused in one line', () => {
  it('of an encoding that cannot hold what people write', async () => {
    const address = await make(
      'latin1',
      "encoding 'LATIN1' locale_provider libc locale 'C' template template0",
    )
    expect(await refusalOf(address)).toMatch(/its encoding is LATIN1, .*ENCODING UTF8/)
  })

  it('with tables of another application where ours go', async () => {
    const address = await make('foreign')
    await on(address, 'create table papers (n int)')
    expect(await refusalOf(address)).toMatch(
      /its schema public already holds another application's tables, such as papers\. Add the parameter schema=broadsheet to its address/,
    )
  })

  it('with the migrations of another application', async () => {
    const address = await make('prisma')
    await on(
      address,
      'create table _prisma_migrations (migration_name text, finished_at timestamptz)',
      "insert into _prisma_migrations values ('20200101000000_shop', now())",
    )
    expect(await refusalOf(address)).toContain("another application's migrations")
  })

  it('that is read only', async () => {
    const address = await make('readonly')
    await on(
      address,
      `alter database ${new URL(address).pathname.slice(1)} set default_transaction_read_only to on`,
    )
    expect(await refusalOf(address)).toContain('it is read-only')
  })

  it('whose user may not make tables, makes no schema, or has a wrong name or password', async () => {
    const address = await make('rights')
    const name = await role('reader', 'hunter2')
    expect(await refusalOf(as(address, `${name}:hunter2`))).toContain('GRANT CREATE ON SCHEMA')
    expect(await refusalOf(`${as(address, `${name}:hunter2`)}?schema=x`)).toContain(
      'it has no schema x, and this user may not create one.',
    )
    expect(await refusalOf(as(address, `${name}:hunter3`))).toContain('user or password is wrong')
    expect(await refusalOf(as(address, `nobody_${process.pid}:hunter2`))).toContain('wrong')
  }, 60_000)

  it('that is not there, does not listen, or is somebody else', async () => {
    const address = new URL(server())
    address.pathname = '/no_such_database'
    expect(await refusalOf(address.href)).toContain('CREATE DATABASE')
    const port = await freePort()
    expect(await refusalOf(`postgresql://reader:hunter2@127.0.0.1:${port}/x`)).toBe(
      `The database x at 127.0.0.1:${port} cannot be used: nothing is listening there. See DATABASE_URL.`,
    )
    expect(await refusalOf('postgresql://reader:hunter2@no-such-host.invalid/x')).toContain(
      'its host was not found',
    )
    expect(await refusalOf('postgresql://reader:hunter2@/x?host=/no/such/folder')).toContain(
      'The database x at /no/such/folder cannot be used: nothing is listening there.',
    )
  }, 60_000)

  it('that speaks no TLS, or whose address asks for a file that is not there', async () => {
    expect(await refusalOf(`${server()}?sslmode=require`)).toContain('it does not speak TLS')
    expect(await refusalOf(`${server()}?sslmode=verify-ca&sslrootcert=/no/such/file`)).toContain(
      '/no/such/file',
    )
    const { code, err } = await run(['migrate'], {
      DATA_DIR: '/tmp',
      DATABASE_URL: `${server()}?sslmode=maybe`,
    })
    expect(code).toBe(1)
    expect(err).toContain('DATABASE_URL must have an sslmode of disable,')
  }, 60_000)
})

describe('by what it says of itself', () => {
  const facts = {
    version: 18,
    encoding: 'UTF8',
    isStandby: false,
    isReadOnly: false,
    hasSchema: true,
    mayMakeSchema: true,
    mayMakeTables: true,
    tables: [],
    migrations: null,
  }
  it('a fit one passes', () => {
    expect(() => judgeDatabase(facts, 'public', names)).not.toThrow()
    const done = { ...facts, mayMakeTables: false, migrations: names, tables: ['papers'] }
    expect(() => judgeDatabase(done, 'public', names)).not.toThrow()
  })
  it('a standby and an old one do not', () => {
    const judge = (more: object) => () => judgeDatabase({ ...facts, ...more }, 'public', names)
    expect(judge({ isStandby: true, isReadOnly: true })).toThrow(/standby/)
    expect(judge({ version: 12 })).toThrow('it is Postgres 12; Broadsheet needs 15 or newer.')
  })
})
