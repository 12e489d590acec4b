/** Tells every process which pages a committed write has made old, through Postgres. */
import pg from 'pg'
import { ALL_PAGES, type PageTag } from '../domain/page-tags.ts'
import { env } from '../env.ts'
import { db } from './client.ts'

const CHANNEL = 'broadsheet_changes'
/** Notices are gathered this long: one in each writing transaction would serialise the commits. */
const GATHER_MS = 100
/** A notice holds at most 8,000 bytes; above this many tags it says "all". */
const MOST_TAGS = 100
const HEARTBEAT_MS = 5_000
const RECONNECT_MS = 500

const gathered = new Set<PageTag>()
let timer: NodeJS.Timeout | undefined
let sending: Promise<void> = Promise.resolve()

/** Announces tags soon; call it after the commit. */
export function announce(tags: Iterable<PageTag>): void {
  for (const tag of tags) gathered.add(tag)
  timer ??= setTimeout(() => {
    flushChanges().catch((error) => console.error('Announcing changes failed:', error))
  }, GATHER_MS)
}

/** Sends what is gathered; a process that ends calls it last. */
export function flushChanges(): Promise<void> {
  clearTimeout(timer)
  timer = undefined
  const tags = gathered.size > MOST_TAGS ? [ALL_PAGES] : [...gathered]
  gathered.clear()
  if (tags.length > 0) {
    sending = sending
      .catch(() => {})
      .then(async () => {
        await db().$executeRaw`select pg_notify(${CHANNEL}, ${JSON.stringify(tags)})`
      })
  }
  return sending
}

/**
 * Hears what all processes announce. `onLost` is called when notices may have been missed: the
 * connection broke, or has just been made again. Returns what ends the listening.
 */
export function listenForChanges(
  onChange: (tags: PageTag[]) => void,
  onLost: () => void,
): () => Promise<void> {
  let client: pg.Client | undefined
  let isEnded = false
  const connect = async () => {
    client = new pg.Client({
      connectionString: env().DATABASE_URL,
      keepAlive: true,
      query_timeout: HEARTBEAT_MS,
    })
    const broken = brokenOnce(client, () => {
      onLost()
      if (!isEnded) setTimeout(connect, RECONNECT_MS).unref()
    })
    client.on('notification', ({ payload }) => onChange(JSON.parse(payload ?? '[]')))
    try {
      await client.connect()
      await client.query(`listen ${CHANNEL}`)
      onLost()
      beat(client, broken)
    } catch {
      broken()
    }
  }
  connect()
  return async () => {
    isEnded = true
    await client?.end().catch(() => {})
  }
}

/** Whatever ends the connection is told once. */
function brokenOnce(client: pg.Client, tell: () => void): () => void {
  let isBroken = false
  const broken = () => {
    if (isBroken) return
    isBroken = true
    client.end().catch(() => {})
    tell()
  }
  client.on('error', broken)
  client.on('end', broken)
  return broken
}

/** A connection that died without a word is found out by asking. */
function beat(client: pg.Client, broken: () => void) {
  const heart = setInterval(() => client.query('select 1').catch(broken), HEARTBEAT_MS)
  heart.unref()
  client.on('end', () => clearInterval(heart))
}
