// @ts-check
/**
 * Next, in a thread of its own: renders what it is asked for and hands the whole answer back.
 * JavaScript, since the loader of TypeScript does not reach into threads.
 */
import { parentPort, workerData } from 'node:worker_threads'
import inject from 'light-my-request'
import next from 'next'
import { keepLogPrivate } from '../private-log.mjs'
import { keepTickShape } from './keep-tick-shape.mjs'
import { joined, putCardsIn } from './put-cards-in.mjs'

/** @typedef {import('./next-thread.ts').AskedOfNext} AskedOfNext */
/** @typedef {import('./next-thread.ts').NextAnswer} NextAnswer */

if (!parentPort) throw new Error('next-worker runs in a worker thread.')
const port = parentPort
/** @type {typeof globalThis & { broadsheetCards?: import('./put-cards-in.mjs').Cards }} */
const shared = globalThis

keepLogPrivate(['error', 'warn', 'info', 'log'])
keepTickShape()
const app = next({ dev: false, dir: process.cwd(), port: workerData.port })
await app.prepare()
const answer = app.getRequestHandler()

port.on('message', async (/** @type {AskedOfNext} */ { id, ...asked }) => {
  try {
    const reply = await inject(answer, {
      method: /** @type {'GET'} */ (asked.method),
      url: asked.address,
      headers: asked.headers,
      remoteAddress: asked.remoteAddress,
      payload: asked.body && Buffer.from(asked.body),
      // Else it would decode each page to a string that nobody reads.
      payloadAsStream: true,
    })
    /** @type {Buffer[]} */
    const chunks = []
    for await (const chunk of reply.stream()) chunks.push(chunk)
    const isHtml = String(reply.headers['content-type']).startsWith('text/html')
    const body = isHtml ? putCardsIn(chunks, shared.broadsheetCards) : joined(chunks)
    port.postMessage({ id, status: reply.statusCode, headers: { ...reply.headers }, body }, [
      body.buffer,
    ])
  } catch (error) {
    port.postMessage({ id, error: String(error) })
  }
})
port.postMessage('ready')
