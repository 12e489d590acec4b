/** Tells pages without Next's scripts to reload when a source changes, through a stream of events. */
import { watch } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { RELOADS } from '../../wire/reloads.ts'

/** Several files are often written at once. */
const REST_MS = 100

export function openReloads() {
  const listeners = new Set<ServerResponse>()
  let rest: NodeJS.Timeout | undefined
  const tell = () => {
    for (const response of listeners) response.write('data: changed\n\n')
  }
  const watching = watch('src', { recursive: true }, () => {
    clearTimeout(rest)
    rest = setTimeout(tell, REST_MS)
  })
  return {
    isAt: (url: string) => url === RELOADS,
    listen: (response: ServerResponse) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
      response.write('retry: 500\n\n')
      listeners.add(response)
      response.on('close', () => listeners.delete(response))
    },
    stop: () => {
      clearTimeout(rest)
      watching.close()
      for (const response of listeners) response.end()
    },
  }
}
