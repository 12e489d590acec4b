/** Tells a database that is away, busy or out of resources from a bug of ours. */

/**
 * Postgres's codes: connection lost (08), conflict with another transaction (40001, 40P01), out of
 * connections, memory or disk (53), lock not available (55P03), statement cancelled (57014), shutting
 * down or starting (57P01-5), a standby that takes no writes (25006), I/O error (58030).
 */
const POSTGRES = /^(?:08\w{3}|40001|40P01|53\w{3}|55P03|57014|57P0[1-5]|25006|58030)$/
/** Prisma's codes: not reached, timed out, closed, no free connection, transaction not begun or lost. */
const PRISMA = /^P(?:1001|1002|1008|1011|1017|2024|2028|2034|2037)$/
const SYSTEM =
  /^E(?:CONNREFUSED|CONNRESET|CONNABORTED|TIMEDOUT|PIPE|HOSTUNREACH|NETUNREACH|HOSTDOWN|NOTFOUND|AI_AGAIN|NOENT)$/
/** System calls of the network, not of files. */
const TALK = new Set(['connect', 'read', 'write', 'getaddrinfo'])
/** Prisma's adapter keeps only the kind of a connection failure. */
const KIND =
  /^(?:ConnectionClosed|DatabaseNotReachable|SocketTimeout|TooManyConnections|TransactionWriteConflict)$/
/** The driver's own errors carry no code. */
const DRIVER =
  /^(?:Connection terminated|Query read timeout|timeout expired|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed and is not queryable|Cannot use a pool after calling end|Transaction already closed|Unable to start a transaction)/
const DEEPEST = 5

/** Whether the database failed at something that may well work in a moment: a 503, not a 500. */
export function isUnavailable(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > DEEPEST) return false
  const { code, originalCode, kind, syscall, message, cause, errors, meta } = error as Told
  const codes = [code, originalCode].filter((one) => typeof one === 'string')
  if (codes.some((one) => POSTGRES.test(one) || PRISMA.test(one))) return true
  if (TALK.has(syscall ?? '') && codes.some((one) => SYSTEM.test(one))) return true
  if (KIND.test(kind ?? '') || DRIVER.test(String(message ?? ''))) return true
  const inner = [cause, meta?.driverAdapterError, ...(Array.isArray(errors) ? errors : [])]
  return inner.some((one) => isUnavailable(one, depth + 1))
}

/** What pg, Prisma and Node may put on their errors. */
type Told = {
  code?: string
  originalCode?: string
  kind?: string
  syscall?: string
  message?: string
  cause?: unknown
  errors?: unknown
  meta?: { driverAdapterError?: unknown }
}
