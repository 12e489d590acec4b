// @ts-check
/**
 * What Prisma's own engine makes of the schema and of a database's migrations, printed as JSON.
 * Arguments: the database, the schema, the folder of migrations. Runs with
 * --experimental-wasm-modules, since the engine's entry imports a .wasm.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import { SchemaEngine } from '@prisma/schema-engine-wasm'

const [address = '', schema = '', folder = ''] = process.argv.slice(2)
const filters = { externalTables: [], externalEnums: [] }
const content = readFileSync(schema, 'utf8')
const engine = await SchemaEngine.new(
  { datamodels: [[schema, content]] },
  () => {},
  bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString: address })),
)
const history = await engine.diagnoseMigrationHistory({
  migrationsList: {
    baseDir: folder,
    lockfile: { path: 'migration_lock.toml', content: read('migration_lock.toml') },
    shadowDbInitScript: '',
    migrationDirectories: readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok', value: read(join(name, 'migration.sql')) },
        },
      })),
  },
  optInToShadowDatabase: false,
  filters,
})
const { stdout: sql } = await engine.diff({
  from: { tag: 'empty' },
  to: { tag: 'schemaDatamodel', files: [{ path: schema, content }] },
  script: true,
  exitCode: null,
  filters,
})
console.log(JSON.stringify({ history, sql }))
process.exit(0)

/** @param {string} name */
function read(name) {
  return readFileSync(join(folder, name), 'utf8')
}
