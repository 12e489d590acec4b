/**
 * Next at the end of a message channel. In a thread of its own a render delays nobody who reads
 * from memory, and its async hooks do not slow the front down.
 */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import pLimit from 'p-limit'

/** In a rush the rest waits here: inside, they would starve each other of the database. */
const MOST_AT_ONCE = 32

export type NextRequest = {
  method: string
  address: string
  headers: Record<string, string>
  body?: Uint8Array
  remoteAddress?: string
}
export type NextAnswer = {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}
export type AskedOfNext = NextRequest & { id: number }
export type SaidByNext =
  | { id: number; error: string }
  | { id: number; status: number; headers: NextAnswer['headers']; body: Uint8Array }

export type NextThread = {
  ask: (request: NextRequest) => Promise<NextAnswer>
  stop: () => Promise<void>
}

type Waiting = { done: (answer: NextAnswer) => void; fail: (error: Error) => void }

/** Starts the thread and waits until Next is prepared. `onDeath` hears when it dies by itself. */
export async function startNext(
  port: number,
  onDeath: (error: Error) => void,
): Promise<NextThread> {
  const worker = new Worker(new URL('./next-worker.mjs', import.meta.url), {
    workerData: { port },
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const waiting = new Map<number, Waiting>()
  const inTurn = pLimit(MOST_AT_ONCE)
  let asked = 0
  let isStopping = false
  const die = (error: Error) => {
    for (const { fail } of waiting.values()) fail(error)
    waiting.clear()
    if (!isStopping) onDeath(error)
  }
  await once(worker, 'message')
  worker.on('error', die)
  worker.on('exit', (code) => die(new Error(`The thread of Next ended with ${code}.`)))
  worker.on('message', (said: SaidByNext) => {
    const asker = waiting.get(said.id)
    waiting.delete(said.id)
    if ('error' in said) asker?.fail(new Error(said.error))
    else asker?.done({ ...said, body: Buffer.from(said.body.buffer) })
  })
  return {
    ask: (request) =>
      inTurn(
        () =>
          new Promise<NextAnswer>((done, fail) => {
            const id = ++asked
            waiting.set(id, { done, fail })
            worker.postMessage({ ...request, id } satisfies AskedOfNext)
          }),
      ),
    stop: async () => {
      isStopping = true
      await worker.terminate()
    },
  }
}
