/** Brings a database to the newest schema: Prisma's migrations, by its engine compiled to WebAssembly. */
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import type { MigrationList } from '@prisma/schema-engine-wasm'
import * as engineGlue from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'

const { SchemaEngine } = engineGlue

const NO_FILTERS = { externalTables: [], externalEnums: [] }
const EMPTY_MODEL: [string, string] = [
  'schema.prisma',
  'datasource db {\n  provider = "postgresql"\n}\n',
]
let engineIsLoaded = false

/**
 * Applies the migrations of `folder` that the database lacks, in one process at a time.
 * Returns their names. Throws when one fails, naming it.
 */
export async function migrate(
  databaseUrl: string,
  folder = 'prisma/migrations',
): Promise<string[]> {
  await loadEngine()
  const pool = new pg.Pool({ connectionString: databaseUrl })
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg(pool))
  const engine = await SchemaEngine.new({ datamodels: [EMPTY_MODEL] }, () => {}, adapter)
  try {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: readMigrations(folder),
      filters: NO_FILTERS,
    })
    return appliedMigrationNames
  } finally {
    engine.free()
    await pool.end()
  }
}

/** The package's own entry imports its .wasm as a module, which Node 20 does only behind a flag. */
async function loadEngine() {
  if (engineIsLoaded) return
  const require = createRequire(import.meta.url)
  const file = require
    .resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    .replace(/schema_engine_bg\.js$/, 'schema_engine_bg.wasm')
  const imports = { './schema_engine_bg.js': engineGlue as unknown as WebAssembly.ModuleImports }
  const { instance } = await WebAssembly.instantiate(readFileSync(file), imports)
  const glue = engineGlue as unknown as { __wbg_set_wasm(exports: WebAssembly.Exports): void }
  glue.__wbg_set_wasm(instance.exports)
  const exports = instance.exports as { __wbindgen_start(): void }
  exports.__wbindgen_start()
  engineIsLoaded = true
}

function readMigrations(folder: string): MigrationList {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
  return {
    baseDir: folder,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok', value: readFileSync(join(folder, name, 'migration.sql'), 'utf8') },
      },
    })),
  }
}
