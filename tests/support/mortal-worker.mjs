/** Stands for the thread of Next: answers with what it was asked, and dies in the way that an address names. */
import { parentPort } from 'node:worker_threads'

const port = parentPort
const DEATHS = {
  '/throw': () => {
    throw new Error('a fault')
  },
  '/exit': () => process.exit(3),
  '/fill-memory': () => {
    const kept = []
    for (;;)
      kept.push(
        Array(10_000)
          .fill({})
          .map(() => ({})),
      )
  },
}
port.on('message', (asked) => {
  if (asked === 'alive?') return port.postMessage('alive')
  DEATHS[asked.address]?.()
  if (asked.address === '/hang') return
  const body = new Uint8Array(Buffer.from(asked.address))
  port.postMessage({ id: asked.id, status: 200, headers: {}, body })
})
port.postMessage('ready')
