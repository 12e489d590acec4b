/** Next's development server: a process of its own on a local port, asked in the same way as Next's thread. */
import { spawn } from 'node:child_process'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import type { Duplex } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import {
  type NextAnswer,
  NextAway,
  type NextRequest,
  type NextThread,
} from '../front/next-thread.ts'
import { QUIET } from '../run-node.ts'

const HERE = '127.0.0.1'
const LONGEST_START_MS = 60_000

export type DevNext = NextThread & {
  /** Passes on requests for its own files and its overlay, unchanged. */
  pass: (asked: IncomingMessage, response: ServerResponse) => void
  /** Passes on the socket through which it reloads pages that hydrate. */
  upgrade: (asked: IncomingMessage, socket: Duplex, head: Buffer) => void
}

export async function startDevNext(): Promise<DevNext> {
  const port = await freePort()
  const { child, ready, ended } = spawnNext(port)
  await Promise.race([ready, ended])
  return {
    ask: (request) => Promise.race([askOf(port, request), ended]),
    pass: passerTo(port),
    upgrade: upgraderTo(port),
    stop: async () => {
      if (child.exitCode === null) {
        child.kill('SIGTERM')
        await ended.catch(() => {})
      }
    },
  }
}

/** `ended` only ever rejects. */
function spawnNext(port: number) {
  const child = spawn(
    process.execPath,
    ['node_modules/next/dist/bin/next', 'dev', '--hostname', HERE, '--port', String(port)],
    {
      env: { ...process.env, ...QUIET, NODE_ENV: 'development' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const ended = new Promise<never>((_done, fail) => {
    child.once('exit', (code) =>
      fail(new NextAway(`Next's development server ended with ${code}.`)),
    )
  })
  ended.catch(() => {})
  const ready = new Promise<void>((done) => {
    child.stdout.on('data', (chunk: Buffer) => {
      if (String(chunk).includes('Ready')) done()
      process.stdout.write(chunk)
    })
    setTimeout(done, LONGEST_START_MS).unref()
  })
  return { child, ready, ended }
}

async function askOf(
  port: number,
  { method, address, headers, body }: NextRequest,
): Promise<NextAnswer> {
  const reply = await new Promise<IncomingMessage>((done, fail) => {
    request({ host: HERE, port, method, path: address, headers }, done).on('error', fail).end(body)
  })
  return { status: reply.statusCode ?? 500, headers: reply.headers, body: await buffer(reply) }
}

function passerTo(port: number): DevNext['pass'] {
  return (asked, response) => {
    const { method, url, headers } = asked
    const passed = request({ host: HERE, port, method, path: url, headers }, (reply) => {
      response.writeHead(reply.statusCode ?? 500, reply.headers)
      reply.pipe(response)
    })
    asked.pipe(passed.on('error', () => response.destroy()))
  }
}

function upgraderTo(port: number): DevNext['upgrade'] {
  return (asked, socket, head) => {
    const passed = connect(port, HERE, () => {
      const lines = asked.rawHeaders.map((text, at) => (at % 2 ? `${text}\r\n` : `${text}: `))
      passed.write(`GET ${asked.url} HTTP/1.1\r\n${lines.join('')}\r\n`)
      passed.write(head)
      passed.pipe(socket).pipe(passed)
    })
    passed.on('error', () => socket.destroy())
    socket.on('error', () => passed.destroy())
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, HERE)
  await new Promise((done) => server.once('listening', done))
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}
