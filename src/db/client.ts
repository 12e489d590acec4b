/** The one Prisma client of this process. */
import { PrismaPg } from '@prisma/adapter-pg'
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

/** Development reloads modules, so the client is kept where a reload finds it. */
const kept = globalThis as typeof globalThis & { broadsheetDb?: PrismaClient }

/** The client, connected at its first query. Throws when DATABASE_URL is not set. */
export function db(): Db {
  kept.broadsheetDb ??= connect()
  return kept.broadsheetDb
}

/** Closes its connections; the next call of db() opens new ones. */
export async function closeDb(): Promise<void> {
  const client = kept.broadsheetDb
  kept.broadsheetDb = undefined
  await client?.$disconnect()
}

function connect(): PrismaClient {
  const connectionString = env().DATABASE_URL
  if (!connectionString) throw new Error('DATABASE_URL is not set; start through npm.')
  const adapter = new PrismaPg(
    {
      connectionString,
      max: POOL_SIZE,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    },
    { statementNameGenerator: ({ sql }) => NAMED.exec(sql)?.[1] ?? '' },
  )
  // In a rush a transaction waits for its turn; Prisma's own two seconds would fail it.
  const transactionOptions = { maxWait: STATEMENT_TIMEOUT_MS, timeout: STATEMENT_TIMEOUT_MS }
  return new PrismaClient({ adapter, transactionOptions })
}
