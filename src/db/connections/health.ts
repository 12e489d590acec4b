/** Whether the database answers, found out within two seconds and beside all other work. */
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { digestTrouble } from '../../domain/digest-health.ts'
import { env } from '../../env.ts'
import { findLastRun, findLongestWait } from '../digests/digest-runs.ts'
import { connectionTo } from './connection.ts'

const PATIENCE_MS = 1_500
const DIGEST_PATIENCE_MS = 400
const UNKNOWN = 'It is not known how the digest goes.'
/** A connection that broke at rest says nothing of the database. */
const TRIES = 2

let probe: pg.Pool | undefined
let asking: Promise<boolean> | undefined

/** False when it has not answered within 1.5 s. However many ask at once, the database is asked once. */
export function canReachDatabase(): Promise<boolean> {
  asking ??= Promise.race([ask(), sleep(PATIENCE_MS, false, { ref: false })]).finally(() => {
    asking = undefined
  })
  return asking
}

/** What the routes of health say. */
export async function readHealth(): Promise<{ status: 'ok' | 'unavailable'; database: boolean }> {
  const database = await canReachDatabase()
  return { status: database ? 'ok' : 'unavailable', database }
}

/**
 * The same, and besides `digest`: "ok", or in plain words why it does not go out as it should, which
 * is no reason to stop serving pages.
 */
export async function readWholeHealth(now: Date) {
  const health = await readHealth()
  return health.database ? { ...health, digest: await digestHealth(now) } : health
}

async function digestHealth(now: Date): Promise<string> {
  const asked = Promise.all([findLastRun(), findLongestWait(now)])
    .then(([run, waiting]) => digestTrouble(run, waiting, now) ?? 'ok')
    .catch(() => UNKNOWN)
  return Promise.race([asked, sleep(DIGEST_PATIENCE_MS, UNKNOWN, { ref: false })])
}

async function ask(): Promise<boolean> {
  for (let tries = 1; tries <= TRIES; tries++) {
    try {
      probe ??= connect()
      await probe.query('select 1')
      return true
    } catch {
      // Asked again on a new connection, as long as there is time.
    }
  }
  return false
}

/** A connection of its own, so that neither a queue before the others nor a hanging one hides the answer. */
function connect(): pg.Pool {
  const limits = { connectMs: PATIENCE_MS, queryMs: PATIENCE_MS }
  const pool = new pg.Pool({
    ...connectionTo(env().DATABASE_URL ?? '', limits),
    max: 1,
    allowExitOnIdle: true,
  })
  pool.on('error', () => {})
  return pool
}
