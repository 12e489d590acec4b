/** Prisma's schema against what the migrations make, and their history as Prisma's own engine reads it. */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { makeEmptyDatabase, withClient } from '../support/postgres.ts'

const SCHEMA = 'prisma/schema.prisma'
const MIGRATIONS = 'prisma/migrations'
/**
 * As far as the schema's language goes. It has one word for serial and identity, no list that may not
 * be null, no generated values, no CHECKs, no place for nulls in an index, and no index of some rows or
 * of expressions.
 */
const DESCRIBE = {
  columns: `
    select concat_ws(' ', relname || '.' || attname, format_type(atttypid, atttypmod),
      case when attnotnull and attndims = 0 then 'not null' end,
      case when attidentity <> '' or pg_get_expr(adbin, adrelid) like 'nextval(%' then 'counts up'
        when attgenerated = '' then 'default ' || replace(pg_get_expr(adbin, adrelid), 'ARRAY[]', '''{}''')
      end) as said
    from pg_attribute a join pg_class c on c.oid = attrelid
      left join pg_attrdef d on d.adrelid = attrelid and d.adnum = attnum
    where relnamespace = 'public'::regnamespace and relkind = 'r' and attnum > 0
      and not attisdropped and relname <> '_prisma_migrations'`,
  indexes: `
    select replace(pg_get_indexdef(indexrelid), ' NULLS LAST', '') as said
    from pg_index i join pg_class c on c.oid = indrelid
    where relnamespace = 'public'::regnamespace and indpred is null and indexprs is null
      and relname <> '_prisma_migrations'`,
  foreignKeys: `
    select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) as said
    from pg_constraint where contype = 'f'`,
}
type Description = Record<keyof typeof DESCRIBE, string[]>

const run = promisify(execFile)
const database = useDatabase()
let folder: string
let ofMigrations: Description

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-schema-'))
  ofMigrations = await describeDatabase(database.url())
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function askEngine(schema: string): Promise<{ history: unknown; sql: string }> {
  const flags = ['--experimental-wasm-modules', '--no-warnings']
  const asked = ['tests/support/prisma-engine.mjs', database.url(), schema, MIGRATIONS]
  const { stdout } = await run(process.execPath, [...flags, ...asked])
  return JSON.parse(stdout)
}

function describeDatabase(url: string): Promise<Description> {
  return withClient(url, async (client) => {
    const found: [string, string[]][] = []
    for (const [kind, sql] of Object.entries(DESCRIBE)) {
      const { rows } = await client.query<{ said: string }>(`${sql} order by 1`)
      found.push([kind, rows.map(({ said }) => said)])
    }
    return Object.fromEntries(found) as Description
  })
}

/** The tables that Prisma itself would make of a schema. */
async function describeSchema(schema = SCHEMA): Promise<Description> {
  const { sql } = await askEngine(schema)
  const { url, drop } = await makeEmptyDatabase()
  try {
    await withClient(url, (client) => client.query(sql))
    return await describeDatabase(url)
  } finally {
    await drop()
  }
}

describe('the migrations', () => {
  it('make the tables of the schema, with their columns, keys, indexes and foreign keys', async () => {
    expect(ofMigrations.columns.length).toBeGreaterThan(200)
    expect(ofMigrations).toEqual(await describeSchema())
  })

  it('are known to Prisma as all applied, none failed and none edited', async () => {
    expect((await askEngine(SCHEMA)).history).toEqual({
      editedMigrationNames: [],
      failedMigrationNames: [],
      hasMigrationsTable: true,
      history: null,
    })
  })
})

describe('a schema that says otherwise is told apart', () => {
  it.each<[string, keyof Description, string, string]>([
    ['a column', 'columns', '  license         String?\n', ''],
    ['a type', 'columns', '  version         Int?', '  version         BigInt?'],
    ['whether it may be empty', 'columns', '  version         Int?', '  version         Int'],
    [
      'a default',
      'columns',
      'withdrawn       Boolean   @default(false)',
      'withdrawn Boolean @default(true)',
    ],
    ['an index', 'indexes', '  @@index([paperId, date])\n', ''],
    ['its order', 'indexes', '@@index([paperId, date])', '@@index([paperId, date(sort: Desc)])'],
    ['a key', 'indexes', '@unique @map("arxiv_id")', '@map("arxiv_id")'],
    ['a foreign key', 'foreignKeys', 'onDelete: Cascade', 'onDelete: Restrict'],
  ])('by %s', async (name, kind, from, to) => {
    const text = readFileSync(SCHEMA, 'utf8')
    expect(text).toContain(from)
    const broken = join(folder, `${name.replaceAll(' ', '-')}.prisma`)
    writeFileSync(broken, text.replace(from, to))
    expect((await describeSchema(broken))[kind]).not.toEqual(ofMigrations[kind])
  })
})
