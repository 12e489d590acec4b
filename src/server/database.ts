/** The database of this process: the server that DATABASE_URL names, or the embedded one. */
import { env } from '../env.ts'
import { messageOf, PlainError } from './plain-error.ts'
import { embeddedDatabaseUrl, useEmbeddedPostgres } from './postgres/embedded-postgres.ts'
import { watchPostgres } from './postgres/watch-postgres.ts'

/**
 * Makes DATABASE_URL usable for this process, and returns a function to release it: the embedded
 * Postgres stops with its last user. While it is in use, it is restarted if it ends; `onLost` is
 * called when that is given up.
 */
export async function openDatabase(onLost: () => void = () => {}): Promise<() => Promise<void>> {
  if (env().DATABASE_URL) return async () => {}
  const { DATA_DIR } = env()
  const { url, release } = await useEmbeddedPostgres(DATA_DIR, (line) => console.log(line)).catch(
    (error: unknown) => {
      throw error instanceof PlainError
        ? error
        : new PlainError(`The database in ${DATA_DIR} cannot be opened: ${messageOf(error)}.`)
    },
  )
  env().DATABASE_URL = url
  process.env.DATABASE_URL = url
  const unwatch = watchPostgres(DATA_DIR, {
    url,
    say: (line) => console.error(line),
    onLost,
  })
  return async () => {
    unwatch()
    await release()
  }
}

/** The database's address, without starting or waiting for anything. */
export function databaseUrl(): string {
  return env().DATABASE_URL ?? embeddedDatabaseUrl(env().DATA_DIR)
}

/**
 * Brings the open database to the newest schema; returns the names of the migrations applied. Throws
 * a one-line PlainError if the database cannot be used.
 */
export async function migrateDatabase(): Promise<string[]> {
  const { migrate } = await import('../db/migrate.ts')
  const { checkWay } = await import('../db/connections/pooling.ts')
  const { DATABASE_URL = '', DATABASE_DIRECT_URL } = env()
  const applied = await inWords(
    DATABASE_DIRECT_URL ? 'DATABASE_DIRECT_URL' : 'DATABASE_URL',
    migrate,
  )
  if (DATABASE_URL) await inWords('DATABASE_URL', checkWay)
  return applied
}

/** What an operator should know about the connection to the database; null if all is well. */
export async function noteOnNotices(): Promise<string | null> {
  const { listeningAddress, passesNotices } = await import('../db/connections/pooling.ts')
  if (await passesNotices(env().DATABASE_URL ?? '', listeningAddress())) return null
  return (
    'No notices arrive through DATABASE_URL, probably because of a pooler that shares connections: ' +
    'kept pages are rendered again every few seconds instead. ' +
    'Set DATABASE_DIRECT_URL to an address that bypasses the pooler.'
  )
}

/** Does something with the database that a setting names; explains a failure in one line. */
async function inWords<Result>(
  setting: 'DATABASE_URL' | 'DATABASE_DIRECT_URL',
  work: (address: string) => Promise<Result>,
): Promise<Result> {
  const address = env()[setting] ?? ''
  try {
    return await work(address)
  } catch (error) {
    const { placeOf } = await import('../db/connections/connection.ts')
    const { problemOf } = await import('../db/connections/database-problem.ts')
    throw new PlainError(`${placeOf(address)} cannot be used: ${problemOf(error)} See ${setting}.`)
  }
}
