/**
 * Next in a thread of its own, reached by messages. There a render delays no page that is sent from
 * memory, Next's async hooks do not slow the front down, and a death does not end the site: the thread
 * is restarted.
 */
import { Worker } from 'node:worker_threads'
import { type Failure, RENDER_ID } from '../../wire/render-note.ts'

/** A render that takes longer is given up; its reader has had a 503 by then. */
const LONGEST_RENDER_MS = 30_000
const ALIVE_MS = 5_000
/** A thread that has missed this many checks is stuck in a loop. */
const MOST_UNANSWERED = 6
const LONGEST_START_MS = 60_000
/** The pause before each restart. */
const PAUSES_MS = [0, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000]
/** After a life this long, deaths are counted from one again. */
const LONG_LIFE_MS = 60_000

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
  /** Something in the render failed, whatever its status says. */
  failure?: Failure
}
export type AskedOfNext = NextRequest & { id: number }
export type SaidByNext = { id: number; failure?: Failure } & (
  | { error: string }
  | { status: number; headers: NextAnswer['headers']; body: Uint8Array }
)

export type NextThread = {
  /** Rejects with NextAway if there is no thread, or if it dies before answering. */
  ask: (request: NextRequest) => Promise<NextAnswer>
  stop: () => Promise<void>
}
export class NextAway extends Error {}

type Waiting = { done: (answer: NextAnswer) => void; fail: (error: Error) => void }
type Settings = {
  port: number
  /** The size of its heap in MB; it dies when it needs more. */
  heapMb: number
  worker?: URL
  pausesMs?: number[]
  /** Called when it has died once more than there are pauses. */
  onHopeless: (error: Error) => void
}

/** Starts the thread and waits until Next is prepared. */
export async function startNext(settings: Settings): Promise<NextThread> {
  const { pausesMs = PAUSES_MS, onHopeless } = settings
  let thread: Thread | undefined
  let starting: Thread | undefined
  let pause: NodeJS.Timeout | undefined
  let deaths = 0
  let isStopping = false

  async function start() {
    const bornAt = performance.now()
    const born = openThread(settings, (error) => {
      thread = undefined
      if (!isStopping && born === starting) mourn(error, performance.now() - bornAt)
    })
    starting = born
    await born.ready
    thread = born
  }

  function mourn(error: Error, livedMs: number) {
    deaths = livedMs > LONG_LIFE_MS ? 1 : deaths + 1
    const pauseMs = pausesMs[deaths - 1]
    if (pauseMs === undefined) return onHopeless(error)
    console.error(`${error.message} Restarting it${pauseMs ? ` in ${pauseMs} ms` : ''}.`)
    pause = setTimeout(() => start().catch(() => {}), pauseMs)
  }

  isStopping = true
  await start()
  isStopping = false
  return {
    ask: async (request) => {
      if (!thread) throw new NextAway("Next's thread is being restarted.")
      return thread.ask(request)
    },
    stop: async () => {
      isStopping = true
      clearTimeout(pause)
      await starting?.end()
    },
  }
}

type Thread = {
  ready: Promise<void>
  ask: NextThread['ask']
  end: () => Promise<unknown>
}

function openThread(
  { port, heapMb, worker: file }: Settings,
  onDeath: (error: Error) => void,
): Thread {
  const worker = new Worker(file ?? new URL('./next-worker.mjs', import.meta.url), {
    workerData: { port, renderId: RENDER_ID },
    env: { ...process.env, NODE_ENV: 'production' },
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
  })
  const waiting = new Map<number, Waiting>()
  let asked = 0
  let unanswered = 0
  let cause: Error | undefined
  let setReady = () => {}
  let failReady: (error: Error) => void = () => {}
  const ready = new Promise<void>((done, fail) => {
    setReady = done
    failReady = fail
  })
  const late = setTimeout(() => worker.terminate(), LONGEST_START_MS).unref()
  const heart = setInterval(() => {
    if (unanswered++ >= MOST_UNANSWERED) worker.terminate()
    else worker.postMessage('alive?')
  }, ALIVE_MS).unref()

  worker.on('error', (error) => {
    cause = error instanceof Error ? error : new Error(String(error))
  })
  worker.on('exit', (code) => {
    clearTimeout(late)
    clearInterval(heart)
    const error = new NextAway(`Next's thread ended: ${cause?.message ?? `code ${code}`}.`)
    failReady(cause ?? error)
    for (const { fail } of waiting.values()) fail(error)
    waiting.clear()
    onDeath(error)
  })
  worker.on('message', (said: SaidByNext | 'ready' | 'alive') => {
    unanswered = 0
    if (said === 'ready') {
      clearTimeout(late)
      setReady()
    }
    if (typeof said === 'string') return
    const asker = waiting.get(said.id)
    waiting.delete(said.id)
    if ('error' in said) asker?.fail(new Error(said.error))
    else asker?.done({ ...said, body: Buffer.from(said.body.buffer) })
  })

  const ask = (request: NextRequest) =>
    new Promise<NextAnswer>((done, fail) => {
      const id = ++asked
      const tooLong = setTimeout(() => {
        waiting.delete(id)
        fail(new NextAway('Next did not answer.'))
      }, LONGEST_RENDER_MS)
      waiting.set(id, {
        done: (answer) => {
          clearTimeout(tooLong)
          done(answer)
        },
        fail: (error) => {
          clearTimeout(tooLong)
          fail(error)
        },
      })
      worker.postMessage({ ...request, id } satisfies AskedOfNext)
    })
  return { ready, ask, end: () => worker.terminate() }
}
