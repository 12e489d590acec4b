/** The client that better-auth works with: the database only ever sees the hash of a session token. */
import { AsyncLocalStorage } from 'node:async_hooks'

import type { Member } from '../../domain/member.ts'
import { type Db, db } from '../client.ts'
import { Prisma } from '../generated/client.ts'
import { hashOf } from '../hash.ts'
import { readRows } from '../read-rows.ts'

/** The transaction of the sign-in under way. */
const signingIn = new AsyncLocalStorage<Db>()

/**
 * The client, with session tokens hashed on the way in and restored on the way out. Inside
 * allOrNothing it is the transaction.
 */
export function sessionRows(): Db {
  return new Proxy(hashingClient(), {
    get(client, name) {
      const source = signingIn.getStore() ?? client
      const value: unknown = Reflect.get(source, name)
      return typeof value === 'function' ? value.bind(source) : value
    },
  })
}

/** Whatever better-auth writes during `work` is written as a whole or not at all. */
export function allOrNothing<Result>(work: () => Promise<Result>): Promise<Result> {
  if (signingIn.getStore()) return work()
  return hashingClient().$transaction((tx) => signingIn.run(tx as Db, work))
}

function hashingClient(): Db {
  const hashing = db().$extends({
    query: {
      session: {
        async $allOperations({ args, query }) {
          const known = new Map<string, string>()
          const found: unknown = await query(hashTokens(args, known))
          for (const row of [found].flat()) restoreToken(row, known)
          return found
        },
      },
    },
  })
  return hashing as unknown as Db
}

/** The live session with this token, and whose it is; null for a banned member too. */
export async function findSession(
  token: string,
  now: Date,
): Promise<{ id: string; member: Member } | null> {
  const [row] = await readRows<Member & { sessionId: string }>(Prisma.sql`
    select s.id as "sessionId", m.id, m.email, m.handle, m.name, m.role, m.hides_activity as "hidesActivity",
      m.wants_reply_mail as "wantsReplyMail", m.created_at as "createdAt",
      m.handle_chosen_at as "handleChosenAt"
    from sessions s join members m on m.id = s.member_id
    where s.token = ${hashOf(token)} and s.expires_at > ${now} and m.banned_at is null`)
  if (!row) return null
  const { sessionId, ...member } = row
  return { id: sessionId, member }
}

/** Ends the session with this token, if there is one. */
export async function endSessionOf(token: string): Promise<void> {
  await db().session.deleteMany({ where: { token: hashOf(token) } })
}

/** The same query with every string at or below a `token` hashed; `known` learns the originals. */
function hashTokens<Value>(value: Value, known: Map<string, string>, isToken = false): Value {
  if (typeof value === 'string' && isToken) {
    known.set(hashOf(value), value)
    return hashOf(value) as Value
  }
  if (Array.isArray(value)) return value.map((one) => hashTokens(one, known, isToken)) as Value
  if (value === null || typeof value !== 'object' || value instanceof Date) return value
  const entries = Object.entries(value).map(([name, inner]) => [
    name,
    hashTokens(inner, known, isToken || name === 'token'),
  ])
  return Object.fromEntries(entries)
}

function restoreToken(row: unknown, known: Map<string, string>) {
  if (row === null || typeof row !== 'object' || !('token' in row)) return
  row.token = known.get(String(row.token)) ?? row.token
}
