import { describe, expect, it } from 'vitest'
import { closeDb, db } from '../../src/db/client.ts'
import { Prisma } from '../../src/db/generated/client.ts'
import { readRows } from '../../src/db/read-rows.ts'
import { env } from '../../src/env.ts'
import { useDatabase } from '../support/database.ts'

const database = useDatabase()
const number = (n: number) => readRows<{ n: number }>(Prisma.sql`select ${n}::int as n`)
const refused = (answer: PromiseSettledResult<unknown>) => answer.status === 'rejected'

describe('statements of one moment', () => {
  it('get each its own rows, also beside one that fails', async () => {
    const answers = await Promise.allSettled([
      number(1),
      readRows(Prisma.sql`select 1 / ${0}::int as n`),
      number(2),
      readRows(Prisma.sql`select 1 as n where false`),
      readRows(Prisma.sql`this is no statement`),
      number(3),
    ])
    expect(answers.map(refused)).toEqual([false, true, false, false, true, false])
    const rows = answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : null))
    expect(rows).toEqual([[{ n: 1 }], null, [{ n: 2 }], [], null, [{ n: 3 }]])
    expect(await number(4)).toEqual([{ n: 4 }])
  })

  it('come to no harm by one that breaks its connection', async () => {
    const answers = await Promise.allSettled([
      number(1),
      readRows(Prisma.sql`select pg_terminate_backend(pg_backend_pid())`),
      number(2),
    ])
    expect(answers.map(refused)).toEqual([false, true, false])
    expect(await number(3)).toEqual([{ n: 3 }])
  })
})

describe('statements of many moments', () => {
  it('wait for a connection and are all answered, beside transactions', async () => {
    const moments = Array.from({ length: 200 }, async (_, n) => {
      await new Promise((done) => setTimeout(done, n % 20))
      return number(n)
    })
    const transactions = Array.from({ length: 20 }, (_, n) =>
      db().$transaction(async (tx) => {
        const answers = await Promise.all([
          tx.$queryRaw<{ n: number }[]>`select ${n}::int as n`,
          tx.$queryRaw<{ n: number }[]>`select ${n + 1}::int as n`,
        ])
        return answers.flat().map((row) => row.n)
      }),
    )
    const rows = (await Promise.all(moments)).flat()
    expect(rows.map(({ n }) => n)).toEqual(moments.map((_, n) => n))
    expect(await Promise.all(transactions)).toEqual(transactions.map((_, n) => [n, n + 1]))
  })

  it('do not see what a transaction has not committed', async () => {
    await database.query('create table told (n int)')
    await db().$transaction(async (tx) => {
      await tx.$executeRaw`insert into told values (1)`
      expect(await readRows(Prisma.sql`select n from told`)).toEqual([])
    })
    expect(await readRows(Prisma.sql`select n from told`)).toEqual([{ n: 1 }])
  })
})

describe('a database that is away', () => {
  it('fails them all, and nothing else', async () => {
    await closeDb()
    const url = env().DATABASE_URL
    env().DATABASE_URL = 'postgresql://nobody@127.0.0.1:1/nothing'
    const answers = await Promise.allSettled([number(1), number(2)])
    await closeDb()
    env().DATABASE_URL = url
    expect(answers.map(refused)).toEqual([true, true])
    expect(await number(3)).toEqual([{ n: 3 }])
  })
})
