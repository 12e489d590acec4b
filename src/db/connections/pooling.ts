/** What lies between this process and its database: whether sessions persist and notices arrive. */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { env } from '../../env.ts'
import { connectionTo, quoted, schemaOf, USUAL_SCHEMA } from './connection.ts'
import { DatabaseProblem } from './database-problem.ts'

const PATIENCE_MS = 2_000

/** The address to listen for changes on: past a pooler, if such an address is set. */
export function listeningAddress(): string {
  return env().DATABASE_DIRECT_URL ?? env().DATABASE_URL ?? ''
}

/**
 * Whether settings stay with the connection that made them. A pooler that gives each transaction a
 * different server, like PgBouncer's transaction pooling, keeps neither settings nor prepared
 * statements.
 */
export async function keepsSessions(address: string): Promise<boolean> {
  return withTwo(address, address, async (one, other) => {
    const mark = randomUUID()
    await one.query("select set_config('broadsheet.mark', $1, false)", [mark])
    // The other connection now holds the server that a pooler has just got back.
    await other.query('begin')
    await other.query('select 1')
    const asked = one.query("select current_setting('broadsheet.mark', true) as mark")
    const kept = await asked.then(
      ({ rows }) => rows[0].mark === mark,
      () => false,
    )
    await other.query('rollback')
    return kept
  })
}

/**
 * Throws a DatabaseProblem if statements through an address wouldn't find the schema it names:
 * behind a pooler, a connection cannot choose one.
 */
export async function checkWay(address: string): Promise<void> {
  const schema = schemaOf(address)
  if (schema === USUAL_SCHEMA || (await keepsSessions(address))) return
  const { onConnect: _, ...connection } = connectionTo(address)
  const client = new pg.Client(connection).on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query('select current_schema() as usual')
    if (rows[0].usual === schema) return
  } finally {
    await client.end().catch(() => {})
  }
  throw new DatabaseProblem(
    `a pooler in front of it shares connections, so the schema ${schema} in its address has no effect. Give the user that schema permanently: ALTER ROLE … SET search_path TO ${quoted(schema)}.`,
  )
}

/** Whether a notice sent through one address reaches a listener on the other. */
export async function passesNotices(sending: string, listening: string): Promise<boolean> {
  return withTwo(sending, listening, async (sender, listener) => {
    const channel = `broadsheet_${randomUUID().slice(0, 8)}`
    const heard = new Promise<boolean>((done) => {
      listener.on('notification', () => done(true))
    })
    await listener.query(`listen ${quoted(channel)}`)
    await sender.query('select pg_notify($1, $2)', [channel, 'heard'])
    return Promise.race([heard, sleep(PATIENCE_MS, false, { ref: false })])
  })
}

async function withTwo<Result>(
  first: string,
  second: string,
  work: (one: pg.Client, other: pg.Client) => Promise<Result>,
): Promise<Result> {
  const [one, other] = [first, second].map((address) => {
    const { onConnect: _, ...connection } = connectionTo(address, { queryMs: PATIENCE_MS })
    const client = new pg.Client(connection)
    // A connection that breaks fails the statement under way.
    return client.on('error', () => {})
  }) as [pg.Client, pg.Client]
  try {
    await one.connect()
    await other.connect()
    return await work(one, other)
  } finally {
    await Promise.all([one, other].map((client) => client.end().catch(() => {})))
  }
}
