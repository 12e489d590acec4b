// @ts-check
/**
 * Next, in a thread of its own: renders what it is asked for and hands back the whole answer.
 * JavaScript, since the TypeScript loader does not reach into threads.
 */
import { parentPort, workerData } from 'node:worker_threads'
import inject from 'light-my-request'
import next from 'next'
import { keepLogPrivate } from '../private-log.mjs'

/** @typedef {import('./next-thread.ts').AskedOfNext} AskedOfNext */
/** @typedef {import('./next-thread.ts').SaidByNext} SaidByNext */
/** @typedef {import('../../wire/render-note.ts').RenderNote} RenderNote */

if (!parentPort) throw new Error('next-worker runs in a worker thread.')
const port = parentPort
/** @type {typeof globalThis & { broadsheetRenders?: Map<string, RenderNote> }} */
const shared = globalThis
/** @type {Map<string, RenderNote>} */
const notes = new Map()
shared.broadsheetRenders = notes

keepLogPrivate(['error', 'warn', 'info', 'log'])
const app = next({ dev: false, dir: process.cwd(), port: workerData.port })
await app.prepare()
const answer = app.getRequestHandler()

port.on('message', (/** @type {AskedOfNext | 'alive?'} */ asked) => {
  // The main thread takes silence to mean that this one is stuck.
  if (asked === 'alive?') port.postMessage('alive')
  else render(asked)
})
port.postMessage('ready')

/** @param {AskedOfNext} asked */
async function render({ id, ...asked }) {
  /** @type {RenderNote} */
  const note = {}
  const name = String(id)
  notes.set(name, note)
  try {
    const reply = await inject(answer, {
      method: /** @type {'GET'} */ (asked.method),
      url: asked.address,
      headers: { ...asked.headers, [workerData.renderId]: name },
      remoteAddress: asked.remoteAddress,
      payload: asked.body && Buffer.from(asked.body),
      // Otherwise it would decode each page to a string that is never used.
      payloadAsStream: true,
    })
    /** @type {Buffer[]} */
    const chunks = []
    for await (const chunk of reply.stream()) chunks.push(chunk)
    const body = joined(chunks)
    const { failure } = note
    const headers = { ...reply.headers }
    say({ id, status: reply.statusCode, headers, body, failure }, body)
  } catch (error) {
    say({ id, error: String(error), failure: note.failure })
  } finally {
    notes.delete(name)
  }
}

/**
 * @param {SaidByNext} said
 * @param {Uint8Array} [body]
 */
function say(said, body) {
  port.postMessage(said, body ? [/** @type {ArrayBuffer} */ (body.buffer)] : [])
}

/**
 * In memory of its own, which can be transferred to another thread.
 * @param {Buffer[]} chunks
 */
function joined(chunks) {
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}
