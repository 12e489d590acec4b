/** Checks whether a database is fit for Broadsheet before anything is written to it. */
import type pg from 'pg'
import { quoted, USUAL_SCHEMA } from './connection.ts'
import { DatabaseProblem } from './database-problem.ts'

/** The oldest version that is tested. */
const OLDEST = 15

export type DatabaseFacts = {
  version: number
  encoding: string
  isStandby: boolean
  isReadOnly: boolean
  hasSchema: boolean
  mayMakeSchema: boolean
  mayMakeTables: boolean
  /** Tables in the schema with the name of one of ours. */
  tables: string[]
  /** The applied ones, from the schema's table of migrations; null if it has no such table. */
  migrations: string[] | null
}

/** Facts about the database `client` is connected to; `ours`: the tables our migrations make. */
export async function readFacts(
  client: pg.ClientBase,
  schema: string,
  ours: string[],
): Promise<DatabaseFacts> {
  const { rows } = await client.query<DatabaseFacts & { hasMigrations: boolean }>(
    `select current_setting('server_version_num')::int / 10000 as version,
      current_setting('server_encoding') as encoding, pg_is_in_recovery() as "isStandby",
      current_setting('transaction_read_only') = 'on' as "isReadOnly",
      to_regnamespace($2) is not null as "hasSchema",
      has_database_privilege(current_database(), 'create') as "mayMakeSchema",
      coalesce(has_schema_privilege(to_regnamespace($2)::oid, 'create'), false) as "mayMakeTables",
      array(select tablename::text from pg_tables
        where schemaname = $1 and tablename = any($3::text[]) order by 1) as tables,
      exists (select from pg_tables
        where schemaname = $1 and tablename = '_prisma_migrations') as "hasMigrations"`,
    [schema, quoted(schema), ours],
  )
  const [facts] = rows
  if (!facts) throw new Error('The database told nothing about itself.')
  return { ...facts, migrations: facts.hasMigrations ? await namesIn(client, schema) : null }
}

/** Throws a DatabaseProblem if it cannot be used; `known`: the names of our migrations. */
export function judgeDatabase(facts: DatabaseFacts, schema: string, known: string[]): void {
  const problem = [
    facts.version < OLDEST &&
      `it is Postgres ${facts.version}; Broadsheet needs ${OLDEST} or newer.`,
    facts.encoding !== 'UTF8' &&
      `its encoding is ${facts.encoding}, which cannot hold everything people write. Make one with CREATE DATABASE … ENCODING UTF8 TEMPLATE template0.`,
    facts.isStandby && 'it is a standby, which takes no writes. Name the primary.',
    facts.isReadOnly &&
      'it is read-only. Turn off default_transaction_read_only for this user and database.',
    ...judgeSchema(facts, schema, known),
  ].find((one) => typeof one === 'string')
  if (problem) throw new DatabaseProblem(problem)
}

function judgeSchema(facts: DatabaseFacts, schema: string, known: string[]) {
  const applied = facts.migrations ?? []
  const isOurs = applied.some((name) => known.includes(name))
  const isComplete = known.every((name) => applied.includes(name))
  const elsewhere =
    schema === USUAL_SCHEMA
      ? 'Add the parameter schema=broadsheet to its address'
      : 'Name another schema in its address'
  return [
    !facts.hasSchema &&
      !facts.mayMakeSchema &&
      `it has no schema ${schema}, and this user may not create one.`,
    facts.hasSchema &&
      !facts.mayMakeTables &&
      !isComplete &&
      `this user may not create tables in its schema ${schema}. GRANT CREATE ON SCHEMA ${schema} to the user.`,
    !isOurs &&
      facts.tables.length > 0 &&
      `its schema ${schema} already holds another application's tables, such as ${facts.tables[0]}. ${elsewhere}, or use a separate database.`,
    !isOurs &&
      applied.length > 0 &&
      `its schema ${schema} holds another application's migrations. ${elsewhere}, or use a separate database.`,
  ]
}

async function namesIn(client: pg.ClientBase, schema: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select migration_name as name from ${quoted(schema)}._prisma_migrations
      where finished_at is not null`,
  )
  return rows.map(({ name }) => name)
}
