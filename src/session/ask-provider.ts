/** Calls to a sign-in provider while somebody waits, all within six seconds. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { z } from 'zod'
import { parseHandle } from '../domain/member.ts'

type Answering = { signal: AbortSignal; userName?: string }

const TIMEOUT_MS = 6_000
/** The sign-in that is being answered. */
const answering = new AsyncLocalStorage<Answering>()
const tokens = z.object({ access_token: z.string().min(1) })

/**
 * Answers somebody who comes back from a provider, waiting six seconds for it in all. `handle`: their
 * name there, if it can be a handle.
 */
export async function answeringWithin<Answer>(
  answer: () => Promise<Answer>,
): Promise<{ answer: Answer; handle: string | null }> {
  const current: Answering = { signal: AbortSignal.timeout(TIMEOUT_MS) }
  const answered = await answering.run(current, answer)
  return { answer: answered, handle: parseHandle(current.userName ?? '') }
}

/** Notes somebody's public name at the provider. */
export function noteUserName(userName: string | undefined): void {
  const current = answering.getStore()
  if (current) current.userName = userName
}

/** Exchanges a code for a token. Better-auth's own exchange has no time limit. */
export async function exchangeCode(url: string, fields: Record<string, string>) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { Accept: 'application/json' },
    body: new URLSearchParams(fields),
    redirect: 'error',
    signal: untilTheEnd(),
  })
  return { accessToken: tokens.parse(await bodyOf(answer)).access_token }
}

/** The JSON that a provider answers to the bearer of a token. */
export async function askAs(accessToken: string, url: string): Promise<unknown> {
  const answer = await fetch(url, {
    headers: { Authorization: `Bearer ${accessToken}`, Accept: 'application/json' },
    redirect: 'error',
    signal: untilTheEnd(),
  })
  return bodyOf(answer)
}

async function bodyOf(answer: Response): Promise<unknown> {
  const { host } = new URL(answer.url)
  if (!answer.ok) throw new Error(`${host} answered ${answer.status}`)
  return answer.json().catch((error) => {
    if (!(error instanceof SyntaxError)) throw error
    throw new Error(`${host} did not answer with JSON`)
  })
}

function untilTheEnd(): AbortSignal {
  return answering.getStore()?.signal ?? AbortSignal.timeout(TIMEOUT_MS)
}
