/** Which failures are the database's moment and which are faults of ours: all of them real. */
import { afterEach, describe, expect, it } from 'vitest'
import { closeDb, db } from '../../../src/db/client.ts'
import { isUnavailable } from '../../../src/db/connections/unavailable.ts'
import { Prisma } from '../../../src/db/generated/client.ts'
import { readRows } from '../../../src/db/read-rows.ts'
import { castVote, withdrawVote } from '../../../src/db/votes/votes.ts'
import { env } from '../../../src/env.ts'
import { useDatabase } from '../../support/database.ts'
import { withClient } from '../../support/postgres.ts'

const database = useDatabase()

const errorOf = (asked: Promise<unknown>) =>
  asked.then(
    () => null,
    (error: unknown) => error,
  )
const raised = (code: string) =>
  `do $body$ begin raise exception 'said' using errcode = '${code}'; end $body$`

afterEach(async () => {
  await database.query('delete from papers')
})

describe('Postgres’s own words', () => {
  it.each([
    '40001',
    '40P01',
    '53100',
    '53200',
    '53300',
    '55P03',
    '57014',
    '57P01',
    '57P03',
    '08006',
    '25006',
  ])('%s is a moment, alone, in a transaction and for a page', async (code) => {
    const alone = await errorOf(db().$executeRawUnsafe(raised(code)))
    const inside = await errorOf(db().$transaction((tx) => tx.$executeRawUnsafe(raised(code))))
    const page = await errorOf(readRows(Prisma.raw(raised(code))))
    expect([alone, inside, page].map((error) => isUnavailable(error))).toEqual([true, true, true])
  })

  it.each(['23505', '22P02', '42601', '42P01', 'P0001'])('%s is a fault', async (code) => {
    const alone = await errorOf(db().$executeRawUnsafe(raised(code)))
    const page = await errorOf(readRows(Prisma.raw(raised(code))))
    expect([alone, page].map((error) => error !== null && !isUnavailable(error))).toEqual([
      true,
      true,
    ])
  })

  it('so is what is thrown elsewhere', () => {
    const missing = Object.assign(new Error('no such file'), { code: 'ENOENT', syscall: 'open' })
    for (const error of [new Error('x'), new TypeError('y'), null, 'P1001', { code: 7 }, missing])
      expect(isUnavailable(error)).toBe(false)
  })
})

describe('a connection', () => {
  it('that is broken off in the middle is a moment, in whatever words it is told', async () => {
    for (let round = 0; round < 40; round++) {
      const broken = await Promise.all([
        errorOf(readRows(Prisma.sql`select pg_terminate_backend(pg_backend_pid())`)),
        errorOf(db().$queryRaw`select pg_terminate_backend(pg_backend_pid())`),
        errorOf(
          db().$transaction((tx) => tx.$queryRaw`select pg_terminate_backend(pg_backend_pid())`),
        ),
      ])
      for (const error of broken) expect([error, isUnavailable(error)]).toEqual([error, true])
    }
  })

  it('that cannot be had is a moment', async () => {
    await closeDb()
    const url = env().DATABASE_URL
    for (const away of ['127.0.0.1:1', 'localhost:1', 'no-such-host.invalid:5432']) {
      env().DATABASE_URL = `postgresql://nobody@${away}/nothing`
      const errors = await Promise.all([
        errorOf(db().paper.findFirst()),
        errorOf(readRows(Prisma.sql`select 1 as n`)),
        errorOf(db().$transaction((tx) => tx.paper.findFirst())),
      ])
      expect(errors.map((error) => isUnavailable(error))).toEqual([true, true, true])
      await closeDb()
    }
    env().DATABASE_URL = url
  }, 60_000)
})

describe('a paper that somebody holds', () => {
  it('takes no vote for a while and lets everybody read', async () => {
    const [paper = { id: '' }] = await database.query<{ id: string }>(
      "insert into papers (id, title, appeared_at) values ('2501.00001', 'Held', now()) returning id",
    )
    await database.query(
      "insert into members (id, email, handle, name, updated_at) select 'm' || n, n || '@example.org', 'm' || n, 'M', now() from generate_series(1, 50) n",
    )
    await withClient(database.url(), async (holder) => {
      await holder.query('begin')
      await holder.query('select * from papers where id = $1 for update', [paper.id])
      const ask = { paperId: paper.id, network: null, now: new Date() }
      let isOver = false
      const votes = Promise.all(
        Array.from({ length: 50 }, (_, n) => {
          const by = { ...ask, memberId: `m${n + 1}` }
          return errorOf(n % 2 === 0 ? castVote(by) : withdrawVote(by))
        }),
      ).finally(() => {
        isOver = true
      })
      for (let n = 0; n < 20; n++) {
        const [rows, found] = await Promise.all([
          readRows<{ id: string }>(Prisma.sql`select id from papers`),
          db().paper.findFirst({ select: { id: true } }),
        ])
        expect([rows[0]?.id, found?.id]).toEqual([paper.id, paper.id])
      }
      expect(isOver).toBe(false)
      const errors = await votes
      const failed = errors.filter((error) => error !== null)
      expect(failed.filter((error) => !isUnavailable(error))).toEqual([])
      expect(failed.length).toBeGreaterThanOrEqual(25)
      await holder.query('rollback')
    })
    const on = await castVote({ memberId: 'm1', paperId: paper.id, network: null, now: new Date() })
    expect(on).toEqual({ on: true, votes: 1 })
    await database.query('delete from members')
  }, 120_000)
})
