/** How this process connects to Postgres: the same whatever the server's settings, and always with time limits. */
import { isIP } from 'node:net'
import type pg from 'pg'

/** The longest anyone waits for the answer to a statement. */
const QUERY_MS = 8_000
/** Postgres gives up a little sooner, so that the connection stays usable. */
const STATEMENT_MS = 7_500
const IDLE_IN_TRANSACTION_MS = 30_000
/** The longest wait for a new connection, and for a free one. */
const CONNECT_MS = 5_000
/** Parameters of the address that we read or set ourselves and pg must not see. */
const OWN_PARAMETERS = ['schema', 'uselibpqcompat']

export const USUAL_SCHEMA = 'public'

export type ConnectionWish = {
  /** How long a statement waits for a lock; by default as long as it may run. */
  lockMs?: number
  connectMs?: number
  queryMs?: number
}

/** The schema an address names with `?schema=`, or `public`. */
export function schemaOf(address: string): string {
  return parametersOf(address).get('schema') || USUAL_SCHEMA
}

/**
 * What pg needs to connect to an address. The first packet asks for nothing but user and database,
 * since PgBouncer refuses what it doesn't know; prepareConnection sets the rest.
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

/** Sets on a new connection what our statements rely on; pools call it themselves. */
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

/** A name quoted for SQL, whatever it contains. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** What people may read of an address: database, host and port, without user and password. */
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
 * pg treats every sslmode but `no-verify` as `verify-full`, and warns about it; only `verify-ca` with
 * a root certificate given ignores the name in the certificate.
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
