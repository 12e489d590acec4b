/** The database of this process: the server that DATABASE_URL names, or the embedded one. */
import { env } from '../env.ts'
import { embeddedDatabaseUrl, useEmbeddedPostgres } from './embedded-postgres.ts'

/**
 * Makes DATABASE_URL usable for this process. Returns what gives it back: the embedded Postgres
 * stops when its last user has.
 */
export async function openDatabase(): Promise<() => Promise<void>> {
  if (env().DATABASE_URL) return async () => {}
  const { url, release } = await useEmbeddedPostgres(env().DATA_DIR, (line) => console.log(line))
  env().DATABASE_URL = url
  process.env.DATABASE_URL = url
  return release
}

/** The address of the database, without starting or waiting for anything. */
export function databaseUrl(): string {
  return env().DATABASE_URL ?? embeddedDatabaseUrl(env().DATA_DIR)
}
