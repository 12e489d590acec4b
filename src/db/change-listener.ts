/** Listens to what all processes announce, and knows when it may have missed something. */
import { once } from 'node:events'
import pg from 'pg'
import type { PageTag } from '../wire/page-tags.ts'
import { CHANNEL } from './changes.ts'
import { db } from './client.ts'
import { connectionTo } from './connections/connection.ts'
import { listeningAddress } from './connections/pooling.ts'

const HEARTBEAT_MS = 2_000
const RECONNECT_MS = 500
/** Processes' clocks differ, and a write is announced a little after its commit. */
const MARGIN_MS = 60_000

export type Hearing = {
  onChange: (tags: PageTag[]) => void
  /**
   * From now on notices may be missed; nothing was missed before `since`. `isSilent`: the database
   * doesn't answer, as opposed to a connection that broke.
   */
  onLost: (since: Date, isSilent: boolean) => void
  /** Notices arrive again. If this rejects, they can't be relied on yet. */
  onBack: (since: Date) => Promise<void>
}

/** Listens until the returned function is called. */
export function listenForChanges(hearing: Hearing): () => Promise<void> {
  let client: pg.Client | undefined
  let isEnded = false
  let heardAt = Date.now()
  const since = () => new Date(heardAt - MARGIN_MS)
  const connect = async () => {
    const limits = { connectMs: HEARTBEAT_MS, queryMs: HEARTBEAT_MS }
    const connection = new pg.Client(connectionTo(listeningAddress(), limits))
    client = connection
    const broken = brokenOnce(connection, (isSilent) => {
      if (isEnded) return
      hearing.onLost(since(), isSilent)
      setTimeout(connect, RECONNECT_MS).unref()
    })
    connection.on('notification', ({ payload }) => hearing.onChange(JSON.parse(payload ?? '[]')))
    try {
      await connection.connect()
      await connection.query(`listen ${CHANNEL}`)
      await hearItself(connection)
      await hearing.onBack(since())
      heardAt = Date.now()
      beat(connection, broken, () => {
        heardAt = Date.now()
      })
    } catch (error) {
      broken(error)
    }
  }
  connect()
  return async () => {
    isEnded = true
    await client?.end().catch(() => {})
  }
}

/** Behind a pooler that shares connections nothing arrives, and nothing says so. */
async function hearItself(client: pg.Client): Promise<void> {
  const heard = once(client, 'notification', { signal: AbortSignal.timeout(HEARTBEAT_MS) })
  heard.catch(() => {})
  await db().$executeRaw`select pg_notify(${CHANNEL}, '[]')`
  await heard
}

/** However a connection ends, it is reported once. */
function brokenOnce(client: pg.Client, tell: (isSilent: boolean) => void) {
  let isBroken = false
  const broken = (error?: unknown) => {
    if (isBroken) return
    isBroken = true
    client.end().catch(() => {})
    tell(/timeout/i.test(String(error)))
  }
  client.on('error', broken)
  client.on('end', () => broken())
  return broken
}

/** A connection that died silently is found out only by asking. */
function beat(client: pg.Client, broken: (error: unknown) => void, isWell: () => void) {
  const heart = setInterval(() => client.query('select 1').then(isWell, broken), HEARTBEAT_MS)
  heart.unref()
  client.on('end', () => clearInterval(heart))
}
