/** The database of this process: the server that DATABASE_URL names, or the embedded one. */
import { env } from '../env.ts'
import { embeddedDatabaseUrl, useEmbeddedPostgres } from './embedded-postgres.ts'
import { messageOf, PlainError } from './plain-error.ts'

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

/** Brings the open database to the newest schema; returns the names of what was applied. */
export async function migrateDatabase(): Promise<string[]> {
  const { migrate } = await import('../db/migrate.ts')
  const url = env().DATABASE_URL ?? ''
  try {
    return await migrate(url)
  } catch (error) {
    const message = messageOf(error)
    if (!/reach database|authentication|does not exist|denied/i.test(message)) throw error
    const { hostname, port, pathname } = new URL(url)
    const [reason] = message.split('\n')
    throw new PlainError(
      `The database ${pathname.slice(1)} at ${hostname}:${port || 5432} cannot be used: ${reason} See DATABASE_URL.`,
    )
  }
}
