/** The database of this process: the server that DATABASE_URL names, or the embedded one. */
import { env } from '../env.ts'
import { messageOf, PlainError } from './plain-error.ts'
import { embeddedDatabaseUrl, useEmbeddedPostgres } from './postgres/embedded-postgres.ts'
import { watchPostgres } from './postgres/watch-postgres.ts'

/**
 * Makes DATABASE_URL usable for this process. Returns what gives it back: the embedded Postgres
 * stops when its last user has. As long as it is used it is started again when it ends; `onLost`
 * hears when that is given up.
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

/** The address of the database, without starting or waiting for anything. */
export function databaseUrl(): string {
  return env().DATABASE_URL ?? embeddedDatabaseUrl(env().DATA_DIR)
}

/**
 * Brings the open database to the newest schema; returns the names of what was applied. Throws a
 * PlainError of one line when it cannot be used.
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

/** What an operator should know of the way to the database; null when all is as it should be. */
export async function noteOnNotices(): Promise<string | null> {
  const { listeningAddress, passesNotices } = await import('../db/connections/pooling.ts')
  if (await passesNotices(env().DATABASE_URL ?? '', listeningAddress())) return null
  return (
    'No notices come through DATABASE_URL, as behind a pooler that shares connections: ' +
    'kept pages are made anew every few seconds instead. ' +
    'Set DATABASE_DIRECT_URL to an address past the pooler.'
  )
}

/** Does something with the database that a setting names; a failure is told in one line. */
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
