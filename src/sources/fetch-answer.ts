/** One request to a service: fixed host, no redirects, through the gate, bounded in time and size. */
import packageJson from '../../package.json' with { type: 'json' }
import type { Gate, Passed } from '../domain/gate.ts'
import { env } from '../env.ts'
import { AnswerError, answerErrorOf } from './answer-error.ts'
import { readBody } from './read-body.ts'
import { restAskedFor } from './rest-asked-for.ts'
import type { Service } from './service.ts'

/** The service's marks for the state of an answer; sent along, they let it say that nothing changed. */
export type Validators = { etag: string | null; lastModified: string | null }
/** `unchanged`: still the answer that the validators came with. */
export type Answer =
  | { kind: 'fresh'; bytes: Buffer; validators: Validators }
  | { kind: 'unchanged' }

/**
 * Asks once. Throws an AnswerError if there is no usable answer, or a GateClosed if the gate did not
 * let it through in time.
 */
export async function fetchAnswer(
  service: Service,
  address: URL,
  gate: Gate,
  known?: Validators,
): Promise<Answer> {
  if (!service.bases.some(({ origin }) => origin === address.origin)) {
    throw new Error(`${address.origin} is not ${service.title}`)
  }
  const outcome = await gate((leftMs) => request(service, address, leftMs, known))
  if (outcome instanceof AnswerError) throw outcome
  return outcome
}

/** Never throws, since the gate must learn how long to stay shut. */
async function request(
  service: Service,
  address: URL,
  leftMs: number,
  known?: Validators,
): Promise<Passed<Answer | AnswerError>> {
  let response: Response | undefined
  try {
    response = await fetch(address, {
      headers: headersFor(service, known),
      redirect: 'error',
      signal: AbortSignal.timeout(Math.max(0, Math.round(leftMs))),
    })
    const restMs = restAskedFor(response.status, response.headers)
    return { result: await read(response, service, known, restMs), restMs: restMs ?? 0 }
  } catch (error) {
    return { result: answerErrorOf(error), restMs: 0 }
  } finally {
    // Stop reading what nobody wants.
    if (!response?.bodyUsed) await response?.body?.cancel().catch(() => {})
  }
}

function headersFor({ headers }: Service, known?: Validators): Record<string, string> {
  return {
    ...headers,
    'User-Agent': `Broadsheet/${packageJson.version} (+${env().SITE_URL}/about)`,
    'Accept-Encoding': 'gzip',
    // arXiv wants one connection at a time, and an idle one in a pool counts too.
    Connection: 'close',
    ...(known?.etag ? { 'If-None-Match': known.etag } : {}),
    ...(known?.lastModified ? { 'If-Modified-Since': known.lastModified } : {}),
  }
}

async function read(
  response: Response,
  { mostBytes }: Service,
  known: Validators | undefined,
  retryAfterMs: number | null,
): Promise<Answer | AnswerError> {
  const { status, headers } = response
  if (status === 304 && known) return { kind: 'unchanged' }
  if (headers.get('cf-mitigated')) {
    return new AnswerError('a browser check instead of data', { status, retryAfterMs })
  }
  if (status !== 200) return new AnswerError(`status ${status}`, { status, retryAfterMs })
  if (/^text\/html\b/i.test(headers.get('content-type') ?? '')) {
    return new AnswerError('a web page instead of data', { status, retryAfterMs })
  }
  const bytes = await readBody(response, mostBytes)
  if (bytes.length === 0) return new AnswerError('an empty answer', { status, retryAfterMs })
  const validators = { etag: headers.get('etag'), lastModified: headers.get('last-modified') }
  return { kind: 'fresh', bytes, validators }
}
