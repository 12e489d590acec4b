/**
 * A stand-in for PgBouncer's transaction pooling before a Postgres that trusts its clients: it
 * refuses startup parameters that it does not know, gives each transaction the server that has
 * rested longest, and passes no notices on.
 */
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

export type Pooler = { port: number; refused: string[]; close: () => Promise<void> }
type Server = { socket: Socket; client: Client | null; read: Reader }
type Client = { socket: Socket; server: Server | null; waiting: Buffer[]; open: number }
type Reader = (chunk: Buffer, take: (type: string, message: Buffer) => void) => void

const KNOWN = ['user', 'database', 'client_encoding', 'application_name', 'datestyle', 'timezone']
const TLS_ASKED = 80877103

export async function startPooler(postgresPort: number, servers = 3): Promise<Pooler> {
  const resting: Server[] = []
  const asking: Client[] = []
  const sockets = new Set<Socket>()
  const refused: string[] = []

  function toServer(client: Client, message: Buffer) {
    if (!client.server) {
      client.waiting.push(message)
      const server = resting.shift()
      if (server) assign(server, client)
      else if (!asking.includes(client)) asking.push(client)
      return
    }
    // Query and Sync are each answered with one ReadyForQuery.
    if ('QS'.includes(String.fromCharCode(message[0] ?? 0))) client.open++
    client.server.socket.write(message)
  }

  function assign(server: Server, client: Client) {
    server.client = client
    client.server = server
    for (const message of client.waiting.splice(0)) toServer(client, message)
  }

  function fromServer(server: Server, type: string, message: Buffer) {
    const { client } = server
    if (!client || type === 'A') return
    client.socket.write(message)
    if (type !== 'Z') return
    client.open--
    if (client.open > 0 || message.toString('latin1', 5, 6) !== 'I') return
    release(server)
  }

  function release(server: Server) {
    if (server.client) server.client.server = null
    server.client = null
    const next = asking.shift()
    if (next) assign(server, next)
    else resting.push(server)
  }

  const listener = createServer((socket) => {
    const client: Client = { socket, server: null, waiting: [], open: 0 }
    const read = framed()
    let hasBegun = false
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => {
      // What it left open is not known, so the server is not used again.
      client.server?.socket.destroy()
      if (asking.includes(client)) asking.splice(asking.indexOf(client), 1)
    })
    socket.on('data', (chunk) => {
      if (hasBegun) {
        read(chunk, (type, message) => (type === 'X' ? socket.end() : toServer(client, message)))
        return
      }
      if (chunk.readInt32BE(4) === TLS_ASKED) return void socket.write('N')
      hasBegun = true
      const unknown = unknownIn(chunk)
      if (unknown) refused.push(unknown)
      socket.write(unknown ? fatal(`unsupported startup parameter: ${unknown}`) : WELCOME)
      if (unknown) socket.end()
    })
  })

  async function open(startup: Buffer): Promise<void> {
    const socket = connect(postgresPort, '127.0.0.1')
    sockets.add(socket)
    socket.on('error', () => {})
    await once(socket, 'connect')
    socket.write(startup)
    const server: Server = { socket, client: null, read: framed() }
    await new Promise<void>((done) => {
      let isReady = false
      socket.on('data', (chunk) =>
        server.read(chunk, (type, message) => {
          if (isReady) return fromServer(server, type, message)
          isReady = type === 'Z'
          if (isReady) done()
        }),
      )
    })
    socket.on('close', () => {
      if (resting.includes(server)) resting.splice(resting.indexOf(server), 1)
      server.client?.socket.destroy()
      if (listener.listening) void open(startup)
    })
    release(server)
  }

  const startup = startupOf({ user: 'broadsheet', database: 'broadsheet', client_encoding: 'UTF8' })
  await Promise.all(Array.from({ length: servers }, () => open(startup)))
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    refused,
    close: async () => {
      const closed = once(listener, 'close')
      listener.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

/** Cuts a stream into messages: a letter, the length in four bytes, the rest. */
function framed(): Reader {
  let rest = Buffer.alloc(0)
  return (chunk, take) => {
    rest = Buffer.concat([rest, chunk])
    while (rest.length >= 5 && rest.length >= 1 + rest.readInt32BE(1)) {
      const message = rest.subarray(0, 1 + rest.readInt32BE(1))
      rest = rest.subarray(message.length)
      take(String.fromCharCode(message[0] ?? 0), message)
    }
  }
}

function unknownIn(startup: Buffer): string | undefined {
  const texts = startup.toString('utf8', 8).split('\0')
  return texts.filter((_, n) => n % 2 === 0).find((name) => name && !KNOWN.includes(name))
}

function startupOf(parameters: Record<string, string>): Buffer {
  const texts = `${Object.entries(parameters).flat().join('\0')}\0\0`
  const head = Buffer.alloc(8)
  head.writeInt32BE(8 + texts.length, 0)
  head.writeInt32BE(196_608, 4)
  return Buffer.concat([head, Buffer.from(texts)])
}

function fatal(message: string): Buffer {
  return framedAs('E', `SFATAL\0VFATAL\0C08P01\0M${message}\0\0`)
}

function framedAs(type: string, body: string): Buffer {
  const head = Buffer.alloc(5)
  head.write(type)
  head.writeInt32BE(4 + Buffer.byteLength(body, 'latin1'), 1)
  return Buffer.concat([head, Buffer.from(body, 'latin1')])
}

/** Let in; a process to cancel, of the pooler's own making; ready. */
const WELCOME = Buffer.concat([
  framedAs('R', '\0\0\0\0'),
  framedAs('K', '\0\0\0\u0007\0\0\0\u0007'),
  framedAs('Z', 'I'),
])
