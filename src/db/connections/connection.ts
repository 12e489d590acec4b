/** How this process connects to Postgres: whatever the server's own settings, and never without a limit in time. */
import { isIP } from 'node:net'
import type pg from 'pg'

/** The longest that anybody waits for a statement's answer. */
const QUERY_MS = 8_000
/** Postgres gives up a little sooner, which leaves the connection whole. */
const STATEMENT_MS = 7_500
const IDLE_IN_TRANSACTION_MS = 30_000
/** The longest wait for a new connection, and for a free one. */
const CONNECT_MS = 5_000
/** Parts of the address that are ours or translated, and no business of pg's. */
const OWN_PARAMETERS = ['schema', 'uselibpqcompat']

export const USUAL_SCHEMA = 'public'

export type ConnectionWish = {
  /** For a statement's wait for a lock; without it the statement's own limit. */
  lockMs?: number
  connectMs?: number
  queryMs?: number
}

/** The schema that an address names with `?schema=`, else `public`. */
export function schemaOf(address: string): string {
  return parametersOf(address).get('schema') || USUAL_SCHEMA
}

/**
 * What pg needs to connect to an address. Nothing is asked for in the first packet beyond user and
 * database, since PgBouncer refuses what it does not know; the rest is set by `prepareConnection`.
 */
export function connectionTo(address: string, wish: ConnectionWish = {}): pg.PoolConfig {
  const { lockMs, connectMs = CONNECT_MS, queryMs = QUERY_MS } = wish
  return {
    connectionString: withoutOwnParameters(address),
    connectionTimeoutMillis: connectMs,
    query_timeout: queryMs,
    keepAlive: true,
    onConnect: (client) => prepareConnection(client, address, lockMs),
  }
}

/** Sets on a new connection what statements here count on; pools do it by themselves. */
export async function prepareConnection(
  client: pg.ClientBase,
  address: string,
  lockMs = STATEMENT_MS,
): Promise<void> {
  const settings = {
    search_path: quoted(schemaOf(address)),
    timezone: `'UTC'`,
    datestyle: `'ISO, MDY'`,
    intervalstyle: `'postgres'`,
    bytea_output: `'hex'`,
    extra_float_digits: '1',
    default_transaction_isolation: `'read committed'`,
    statement_timeout: String(STATEMENT_MS),
    lock_timeout: String(lockMs),
    idle_in_transaction_session_timeout: String(IDLE_IN_TRANSACTION_MS),
  }
  const statements = Object.entries(settings).map(([name, value]) => `set ${name} to ${value}`)
  await client.query(statements.join(';'))
}

/** A name as SQL takes it whatever it holds. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** The address as people may read it: database, host and port, without names and passwords. */
export function placeOf(address: string): string {
  const parameters = parametersOf(address)
  const [, host = '', path = ''] =
    /^\w+:\/\/(?:[^@]*@)?([^/?]*)([^?]*)/.exec(address.slice(0, 2_000)) ?? []
  const where = parameters.get('host') || host || 'localhost'
  const port = isIP(where) === 6 || !/:\d+$/.test(where) ? `:${parameters.get('port') ?? 5432}` : ''
  const database = path.slice(1) || 'of its user'
  return `The database ${database} at ${where.startsWith('/') ? where : where + port}`
}

function parametersOf(address: string): URLSearchParams {
  return new URLSearchParams(address.split('?')[1] ?? '')
}

/**
 * pg checks certificates as `verify-full` does for all names but `no-verify`, and warns of it; only
 * `verify-ca` beside a root of one's own leaves the name in the certificate alone.
 */
function withoutOwnParameters(address: string): string {
  const [before = '', query] = address.split('?')
  if (query === undefined) return address
  const parameters = new URLSearchParams(query)
  for (const name of OWN_PARAMETERS) parameters.delete(name)
  const mode = parameters.get('sslmode')
  if (mode === 'verify-ca' && parameters.has('sslrootcert'))
    parameters.set('uselibpqcompat', 'true')
  else if (mode && !['disable', 'no-verify'].includes(mode))
    parameters.set('sslmode', 'verify-full')
  return parameters.size > 0 ? `${before}?${parameters}` : before
}
