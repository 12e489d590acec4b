/** Whether the database answers, found out within two seconds and independently of all other work. */
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { digestTrouble } from '../../domain/digest-health.ts'
import { env } from '../../env.ts'
import { findLastRun, findLongestWait } from '../digests/digest-runs.ts'
import { connectionTo } from './connection.ts'

const PATIENCE_MS = 1_500
const DIGEST_PATIENCE_MS = 400
const UNKNOWN = 'The state of the digest is unknown.'
/** A connection that broke while idle says nothing about the database. */
const TRIES = 2

let probe: pg.Pool | undefined
let asking: Promise<boolean> | undefined

/** False if it hasn't answered within 1.5 s. However many ask at once, the database is asked once. */
export function canReachDatabase(): Promise<boolean> {
  asking ??= Promise.race([ask(), sleep(PATIENCE_MS, false, { ref: false })]).finally(() => {
    asking = undefined
  })
  return asking
}

/** What the health routes report. */
export async function readHealth(): Promise<{ status: 'ok' | 'unavailable'; database: boolean }> {
  const database = await canReachDatabase()
  return { status: database ? 'ok' : 'unavailable', database }
}

/**
 * The same with `digest`: "ok", or in plain words why it isn't going out as it should, which is no
 * reason to stop serving pages.
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
      // Try again on a new connection while there is time.
    }
  }
  return false
}

/** A separate connection, so that neither a queue for the others nor a hanging one hides the answer. */
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
