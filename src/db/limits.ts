/** Limits shared by all processes: fixed windows, counted in Postgres. */
import type pg from 'pg'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { LIMITS, type LimitName } from '../domain/limits.ts'
import { env } from '../env.ts'
import { connectionTo } from './connections/connection.ts'
import { SteadyPool } from './connections/pools.ts'
import { hashOf } from './hash.ts'

const POOL_SIZE = 2
const TIMEOUT_MS = 5_000
const LOCK_MS = 2_000

export type Consumed = { isAllowed: true } | { isAllowed: false; retryAfterSeconds: number }

let pool: pg.Pool | undefined
const limiters = new Map<LimitName, RateLimiterPostgres>()

/**
 * Counts one more use of the limit `name` by `key`, of which only a hash is kept. Throws when the
 * database cannot count: then what is limited must not happen.
 */
export async function consumeLimit(name: LimitName, key: string): Promise<Consumed> {
  if (env().LIMITS === 'off') return { isAllowed: true }
  try {
    await limiterOf(name).consume(hashOf(key))
    return { isAllowed: true }
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    return { isAllowed: false, retryAfterSeconds: Math.ceil(refusal.msBeforeNext / 1000) }
  }
}

/** Closes the limiter's own connections. */
export async function closeLimits(): Promise<void> {
  const open = pool
  pool = undefined
  limiters.clear()
  await open?.end()
}

function limiterOf(name: LimitName): RateLimiterPostgres {
  const known = limiters.get(name)
  if (known) return known
  pool ??= connect()
  const { points, seconds } = LIMITS[name]
  const limiter = new RateLimiterPostgres({
    storeClient: pool,
    storeType: 'client',
    tableName: 'limits',
    tableCreated: true,
    keyPrefix: name,
    points,
    duration: seconds,
  })
  limiters.set(name, limiter)
  return limiter
}

function connect(): pg.Pool {
  return new SteadyPool({
    ...connectionTo(env().DATABASE_URL ?? '', { queryMs: TIMEOUT_MS, lockMs: LOCK_MS }),
    max: POOL_SIZE,
    allowExitOnIdle: true,
  })
}
