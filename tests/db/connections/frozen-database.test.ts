/** A Postgres that takes connections and answers nothing: everybody is told in time, and all is well when it wakes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeDb, db } from '../../../src/db/client.ts'
import { canReachDatabase } from '../../../src/db/connections/health.ts'
import { isUnavailable } from '../../../src/db/connections/unavailable.ts'
import { Prisma } from '../../../src/db/generated/client.ts'
import { closeLimits, consumeLimit } from '../../../src/db/limits.ts'
import { migrate } from '../../../src/db/migrate.ts'
import { readRows } from '../../../src/db/read-rows.ts'
import { castVote } from '../../../src/db/votes/votes.ts'
import { env } from '../../../src/env.ts'
import { type OwnPostgres, startOwnPostgres } from '../../support/own-postgres.ts'

/** Far above what is promised, for a slow machine, and far below "as long as it hangs". */
const IN_TIME_MS = 20_000
const READY_MS = 4_000

let postgres: OwnPostgres

beforeAll(async () => {
  postgres = await startOwnPostgres()
  await migrate(postgres.url)
  process.env.DATABASE_URL = postgres.url
  Object.assign(env(), { DATABASE_URL: postgres.url, LIMITS: 'on' })
}, 120_000)
afterAll(async () => {
  postgres.thaw()
  await closeDb()
  await closeLimits()
  await postgres.stop()
})

const vote = () =>
  castVote({ memberId: 'nobody', paperId: 'nothing', network: null, now: new Date() })
const work: [string, () => Promise<unknown>][] = [
  ['a page’s statement', () => readRows(Prisma.sql`select 1::int as n`)],
  ['a read through Prisma', () => db().paper.findFirst()],
  ['a vote', vote],
  ['a transaction', () => db().$transaction((tx) => tx.$executeRaw`select 1`)],
  ['a limit', () => consumeLimit('tap', 'somebody')],
]
/** What came of it, and after how long. */
async function outcome(asked: () => Promise<unknown>) {
  const since = performance.now()
  const error = await asked().then(
    () => null,
    (reason: unknown) => reason,
  )
  return { error, ms: performance.now() - since }
}

describe('a database that hangs', () => {
  it('is told of in time by everything that asks it, and is well again without a restart', async () => {
    for (const [, ask] of work) await ask()
    expect(await canReachDatabase()).toBe(true)
    postgres.freeze()
    // More than there are connections, so that some wait for a free one and some for a new one.
    const asked = work.flatMap(([name, ask]) =>
      Array.from({ length: 12 }, async () => ({ name, ...(await outcome(ask)) })),
    )
    const ready = await outcome(async () => {
      if (!(await canReachDatabase())) throw new Error('not ready')
    })
    expect(ready.error).not.toBeNull()
    expect(ready.ms).toBeLessThan(READY_MS)
    const answers = await Promise.all(asked)
    const wrong = answers.filter(({ error, ms }) => !isUnavailable(error) || ms > IN_TIME_MS)
    expect(wrong).toEqual([])
    expect(await canReachDatabase()).toBe(false)

    postgres.thaw()
    for (const [name, ask] of work)
      expect({ name, ...(await outcome(ask)) }).toMatchObject({ error: null })
    expect(await canReachDatabase()).toBe(true)
  }, 120_000)

  it('is told of within readiness’s time however many ask', async () => {
    postgres.freeze()
    const since = performance.now()
    const answers = await Promise.all(Array.from({ length: 100 }, canReachDatabase))
    expect(new Set(answers)).toEqual(new Set([false]))
    expect(performance.now() - since).toBeLessThan(READY_MS)
    postgres.thaw()
    expect(await canReachDatabase()).toBe(true)
  }, 60_000)
})

describe('a database that was killed and is there again', () => {
  it('is used again by the same pools', async () => {
    for (const [, ask] of work) await ask()
    postgres.kill()
    const away = await Promise.all(work.map(([, ask]) => outcome(ask)))
    expect(away.filter(({ error }) => error !== null && !isUnavailable(error))).toEqual([])
    const { useEmbeddedPostgres } = await import(
      '../../../src/server/postgres/embedded-postgres.ts'
    )
    const again = await useEmbeddedPostgres(postgres.folder)
    for (const [name, ask] of work) {
      const first = await outcome(ask)
      // A connection may be found dead only now.
      const { error } = first.error ? await outcome(ask) : first
      expect({ name, error }).toEqual({ name, error: null })
    }
    await again.release()
  }, 60_000)
})
