/** The one Prisma client of this process, and the connection pools under it. */
import { setTimeout as sleep } from 'node:timers/promises'
import { PrismaPg } from '@prisma/adapter-pg'
import type pg from 'pg'
import { env } from '../env.ts'
import { schemaOf } from './connections/connection.ts'
import { Pools } from './connections/pools.ts'
import { PrismaClient } from './generated/client.ts'

const TRANSACTION_MS = 15_000
/** How long a transaction may wait for a connection in a rush; Prisma's own two seconds are too few. */
const TURN_MS = 5_000
/** A database that hangs never confirms a disconnect. */
const LAST_WORDS_MS = 2_000
/** Statements that begin like this are planned once per connection; for a vote, planning is most of the time. */
const NAMED = /^\s*\/\* named: (\S+) \*\//

export type Db = PrismaClient
/** The client inside a transaction. */
export type Tx = Omit<
  PrismaClient,
  '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends'
>

type Connected = { client: PrismaClient; pools: Pools }
/** Modules are reloaded in development, so the client is kept where a reload finds it. */
const kept = globalThis as typeof globalThis & { broadsheetDb?: Connected }

/** The client; it connects at its first query. Throws if DATABASE_URL is not set. */
export function db(): Db {
  return connected().client
}

/** The connections that read, for statements that Prisma would slow down (read-rows.ts). */
export function readingPool(): pg.Pool {
  return connected().pools.reading
}

/** Closes the connections; the next call of db() opens new ones. */
export async function closeDb(): Promise<void> {
  const old = kept.broadsheetDb
  kept.broadsheetDb = undefined
  if (!old) return
  const ended = old.client.$disconnect().then(() => old.pools.endAll())
  await Promise.race([ended, sleep(LAST_WORDS_MS, undefined, { ref: false })])
}

function connected(): Connected {
  kept.broadsheetDb ??= connect()
  return kept.broadsheetDb
}

function connect(): Connected {
  const address = env().DATABASE_URL
  if (!address) throw new Error('DATABASE_URL is not set; start through npm.')
  const pools = new Pools(address)
  const adapter = new PrismaPg(pools, {
    schema: schemaOf(address),
    statementNameGenerator: ({ sql }) => NAMED.exec(sql)?.[1] ?? '',
  })
  const transactionOptions = { maxWait: TURN_MS, timeout: TRANSACTION_MS }
  return { client: new PrismaClient({ adapter, transactionOptions }), pools }
}
