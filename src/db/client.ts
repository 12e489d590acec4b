/** The one Prisma client of this process, and the pool of connections under it. */
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { env } from '../env.ts'
import { PrismaClient } from './generated/client.ts'

const POOL_SIZE = 10
const STATEMENT_TIMEOUT_MS = 15_000
const CONNECT_TIMEOUT_MS = 5_000
/** A statement that begins so is planned once per connection, which for a vote is most of its time. */
const NAMED = /^\s*\/\* named: (\S+) \*\//

export type Db = PrismaClient
/** Inside a transaction. */
export type Tx = Omit<
  PrismaClient,
  '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends'
>

type Connected = { client: PrismaClient; pool: pg.Pool }
/** Development reloads modules, so the client is kept where a reload finds it. */
const kept = globalThis as typeof globalThis & { broadsheetDb?: Connected }

/** The client, connected at its first query. Throws when DATABASE_URL is not set. */
export function db(): Db {
  return connected().client
}

/** The pool under it, for statements that Prisma would slow down (read-rows.ts). */
export function pool(): pg.Pool {
  return connected().pool
}

/** Closes its connections; the next call of db() opens new ones. */
export async function closeDb(): Promise<void> {
  const old = kept.broadsheetDb
  kept.broadsheetDb = undefined
  await old?.client.$disconnect()
  await old?.pool.end()
}

function connected(): Connected {
  kept.broadsheetDb ??= connect()
  return kept.broadsheetDb
}

function connect(): Connected {
  const connectionString = env().DATABASE_URL
  if (!connectionString) throw new Error('DATABASE_URL is not set; start through npm.')
  const pool = new pg.Pool({
    connectionString,
    pipeline: true,
    max: POOL_SIZE,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  })
  // A connection that is lost at rest is replaced at the next query, which tells if it cannot be.
  pool.on('error', () => {})
  const adapter = new PrismaPg(pool, {
    statementNameGenerator: ({ sql }) => NAMED.exec(sql)?.[1] ?? '',
  })
  // In a rush a transaction waits for its turn; Prisma's own two seconds would fail it.
  const transactionOptions = { maxWait: STATEMENT_TIMEOUT_MS, timeout: STATEMENT_TIMEOUT_MS }
  return { client: new PrismaClient({ adapter, transactionOptions }), pool }
}
