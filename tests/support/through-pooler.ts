/** Everything that a site does with its database, done through an address that may lead through a pooler. */
import { randomUUID } from 'node:crypto'
import { flushChanges } from '../../src/db/changes.ts'
import { closeDb, db } from '../../src/db/client.ts'
import { Prisma } from '../../src/db/generated/client.ts'
import { closeLimits, consumeLimit } from '../../src/db/limits.ts'
import { migrate } from '../../src/db/migrate.ts'
import { readRows } from '../../src/db/read-rows.ts'
import { castVote, withdrawVote } from '../../src/db/votes/votes.ts'
import { env } from '../../src/env.ts'

const MEMBERS = 12
const ROUNDS = 5

/** Migrates, reads, votes and counts through `address`; returns what went wrong, or was counted wrongly. */
export async function workThrough(address: string): Promise<unknown[]> {
  const wrong: unknown[] = []
  const told = (error: unknown) => void wrong.push(error)
  process.env.DATABASE_URL = address
  Object.assign(env(), { DATABASE_URL: address, LIMITS: 'on' })
  try {
    await migrate(address)
    const applied = await migrate(address)
    if (applied.length > 0) wrong.push({ applied })
    const id = `2501.${String(Math.floor(Math.random() * 90_000) + 10_000)}`
    const writtenAt = new Date('2026-02-09T23:59:59.123Z')
    await db().paper.create({
      data: { id, title: 'Through a pooler', appearedAt: writtenAt, createdAt: writtenAt },
    })
    const members = Array.from({ length: MEMBERS }, () => `m${randomUUID().slice(0, 12)}`)
    for (const one of members)
      await db().member.create({ data: { id: one, email: `${one}@example.org`, handle: one } })
    const ask = { paperId: id, network: null, now: new Date() }
    for (let round = 0; round < ROUNDS; round++)
      await Promise.all(
        members.flatMap((memberId) => [
          castVote({ ...ask, memberId }).catch(told),
          readRows(Prisma.sql`select id from papers where id = ${id}`).catch(told),
          db()
            .paper.findUnique({ where: { id }, include: { listings: true } })
            .catch(told),
          consumeLimit('tap', memberId).catch(told),
        ]),
      )
    await withdrawVote({ ...ask, memberId: members[0] ?? '' })
    const { voteCount, createdAt } = await db().paper.findUniqueOrThrow({ where: { id } })
    if (voteCount !== MEMBERS - 1) wrong.push({ voteCount })
    if (createdAt.getTime() !== writtenAt.getTime()) wrong.push({ createdAt })
    const locks = await db().$queryRaw<{ pid: number }[]>`
      select l.pid from pg_locks l join pg_database d on d.oid = l.database
      where l.locktype = 'advisory' and d.datname = current_database()`
    if (locks.length > 0) wrong.push({ locks })
  } catch (error) {
    wrong.push(error)
  } finally {
    await flushChanges().catch(told)
    await closeLimits()
    await closeDb()
  }
  return wrong
}
