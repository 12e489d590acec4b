/** Brings a database to the newest schema: Prisma's migrations, noted in Prisma's own table. */
import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { judgeDatabase, readFacts } from './connections/check-database.ts'
import { connectionTo, quoted, schemaOf } from './connections/connection.ts'
import { DatabaseProblem, problemOf } from './connections/database-problem.ts'

/** An index over millions of rows takes its time. */
const LONGEST_MS = 600_000
const LOCK_MS = 60_000
const TABLE = `create table if not exists _prisma_migrations (
  id varchar(36) primary key not null, checksum varchar(64) not null, finished_at timestamptz,
  migration_name varchar(255) not null, logs text, rolled_back_at timestamptz,
  started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`

type Migration = { name: string; sql: string }

/**
 * Applies the migrations of `folder` that the database lacks, in one process at a time, each whole or
 * not at all. Returns their names. Throws a DatabaseProblem when the database is not fit for it or a
 * migration fails.
 */
export async function migrate(address: string, folder = 'prisma/migrations'): Promise<string[]> {
  const schema = schemaOf(address)
  const migrations = readMigrations(folder)
  const known = migrations.map(({ name }) => name)
  // Settings are made inside each transaction: behind a pooler they would stay with a stranger.
  const { onConnect: _, ...connection } = connectionTo(address, { queryMs: LONGEST_MS })
  try {
    const client = new pg.Client(connection)
    // A connection that breaks fails the statement under way.
    client.on('error', () => {})
    try {
      await client.connect()
      const facts = await readFacts(client, schema, tablesOf(migrations))
      judgeDatabase(facts, schema, known)
      const missing = migrations.filter(({ name }) => !facts.migrations?.includes(name))
      const done: string[] = []
      if (missing.length > 0 && facts.migrations === null)
        await inTurn(client, schema, () => prepare(client, facts.hasSchema ? null : schema))
      for (const one of missing)
        if (await inTurn(client, schema, () => apply(client, one))) done.push(one.name)
      return done
    } finally {
      await client.end().catch(() => {})
    }
  } catch (error) {
    throw new DatabaseProblem(problemOf(error), { cause: error })
  }
}

/** Makes the table of migrations, and before it the schema where that is missing too. */
async function prepare(client: pg.Client, missingSchema: string | null): Promise<void> {
  if (missingSchema) await client.query(`create schema if not exists ${quoted(missingSchema)}`)
  await client.query(TABLE)
}

/** False when another process has applied it meanwhile. */
async function apply(client: pg.Client, { name, sql }: Migration): Promise<boolean> {
  const { rows } = await client.query(
    'select from _prisma_migrations where migration_name = $1 and finished_at is not null',
    [name],
  )
  if (rows.length > 0) return false
  await client.query(sql).catch((error: unknown) => {
    throw new DatabaseProblem(
      `the migration ${name} failed, and nothing of it was kept: ${problemOf(error)}`,
    )
  })
  await client.query(
    `insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
     values ($1, $2, $3, clock_timestamp(), 1)`,
    [randomUUID(), createHash('sha256').update(sql).digest('hex'), name],
  )
  return true
}

/** A transaction while no other process migrates this schema. */
async function inTurn<Result>(
  client: pg.Client,
  schema: string,
  work: () => Promise<Result>,
): Promise<Result> {
  await client.query('begin')
  try {
    await client.query(
      `set local statement_timeout to ${LONGEST_MS}; set local lock_timeout to ${LOCK_MS};
       set local search_path to ${quoted(schema)}; set local timezone to 'UTC'`,
    )
    await client.query("select pg_advisory_xact_lock(hashtext('migrate ' || $1))", [schema])
    const result = await work()
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  }
}

function readMigrations(folder: string): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, sql: readFileSync(join(folder, name, 'migration.sql'), 'utf8') }))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
}

function tablesOf(migrations: Migration[]): string[] {
  return migrations.flatMap(({ sql }) =>
    [...sql.matchAll(/^create table "(\w+)"/gim)].map(([, table = '']) => table),
  )
}
