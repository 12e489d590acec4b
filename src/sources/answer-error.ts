/** Why a service gave nothing usable, in words for the operator. */

type Told = {
  /** When the service said to ask again. */
  retryAfterMs?: number | null
  status?: number
  /** Whether the service was reached at all. */
  isReached?: boolean
  cause?: unknown
}

export class AnswerError extends Error {
  readonly retryAfterMs: number | null
  readonly status: number | null
  readonly isReached: boolean

  constructor(message: string, { retryAfterMs, status, isReached, cause }: Told = {}) {
    super(message, { cause })
    this.retryAfterMs = retryAfterMs ?? null
    this.status = status ?? null
    this.isReached = isReached ?? true
  }
}

/** A valid answer that cannot be the whole truth: nothing is stored, but it doesn't count as a failure. */
export class DoubtfulAnswer extends AnswerError {}

const NOT_REACHED: Record<string, string> = {
  ENOTFOUND: 'the host name was not found in DNS',
  EAI_AGAIN: 'the DNS lookup failed',
  ECONNREFUSED: 'the connection was refused',
  ENETUNREACH: 'the host is unreachable',
  EHOSTUNREACH: 'the host is unreachable',
  UND_ERR_CONNECT_TIMEOUT: 'no connection within 10 s',
}
const BROKEN_OFF: Record<string, string> = {
  ECONNRESET: 'the connection was lost',
  EPIPE: 'the connection was lost',
  UND_ERR_SOCKET: 'the connection was lost',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the answer was cut off',
  Z_BUF_ERROR: 'the compressed data is cut off',
  Z_DATA_ERROR: 'the compressed data is damaged',
}

/** Turns whatever a request threw into an AnswerError. */
export function answerErrorOf(error: unknown): AnswerError {
  if (error instanceof AnswerError) return error
  const cause = error instanceof Error && error.cause ? error.cause : error
  const {
    code = '',
    name = '',
    message = '',
  } = cause as {
    code?: string
    name?: string
    message?: string
  }
  if (name === 'TimeoutError')
    return new AnswerError('no complete answer within 20 s', { cause: error })
  const isReached = !(code in NOT_REACHED)
  const known = NOT_REACHED[code] ?? BROKEN_OFF[code]
  const told = known ?? (/redirect/.test(message) ? 'a redirect, which is not followed' : null)
  return new AnswerError(told ?? `no answer (${code || message})`, { isReached, cause: error })
}
