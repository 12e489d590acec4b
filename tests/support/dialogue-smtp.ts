/** A mail server that says what a recorded one said (tests/fixtures/smtp), to everybody who comes. */
import { readFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { TLSSocket } from 'node:tls'

export type DialogueSmtp = {
  port: number
  /** Bodies whose last dot was seen. */
  bodies: () => number
  /** Where a client said something else than was recorded. */
  surprises: string[]
  close: () => Promise<void>
}

const FOLDER = 'tests/fixtures/smtp'

/** Plays a recording; its seconds last `secondMs` each. */
export async function openDialogue(name: string, secondMs: number): Promise<DialogueSmtp> {
  const script = readFileSync(`${FOLDER}/${name.replaceAll(' ', '-')}.txt`, 'utf8')
  const lines = script.trim().split('\n')
  const surprises: string[] = []
  let bodies = 0
  const sockets = new Set<Socket>()
  const play = async (plain: Socket) => {
    const client = listenTo(plain)
    for (const [index, line] of lines.entries()) {
      const [who = '', said = ''] = [line.slice(0, 2), line.slice(3)]
      if (who === 'S:') client.say(said)
      else if (who === 'C:' && said === '.') {
        await client.hear((heard) => heard === '.')
        bodies++
      } else if (who === 'C:') {
        const heard = await client.hear()
        if (verbOf(heard) !== verbOf(said)) surprises.push(`${heard} instead of ${said}`)
        if (verbOf(heard) === 'QUIT' && verbOf(said) !== 'QUIT') return plain.end('221 bye\r\n')
      } else if (said !== 'TLS') await pause(Number.parseInt(said, 10) * secondMs)
      else if (index > 0) return beginTls(plain)
    }
    plain.end()
  }
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    play(socket).catch(() => {})
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    port: (server.address() as AddressInfo).port,
    bodies: () => bodies,
    surprises,
    close: () =>
      new Promise((done) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => done())
      }),
  }
}

const verbOf = (line: string) => line.split(/[ :]/)[0] ?? ''

/** With a certificate that nobody has signed but itself. */
function beginTls(plain: Socket) {
  plain.removeAllListeners('data')
  const key = readFileSync(`${FOLDER}/self-signed.key`)
  const cert = readFileSync(`${FOLDER}/self-signed.pem`)
  new TLSSocket(plain, { isServer: true, key, cert }).on('error', () => {})
}

function listenTo(socket: Socket) {
  const waiting: string[] = []
  let rest = ''
  let wake = () => {}
  socket.on('data', (chunk) => {
    const lines = (rest + chunk.toString('latin1')).split('\r\n')
    rest = lines.pop() ?? ''
    waiting.push(...lines)
    wake()
  })
  const hear = async (isIt: (line: string) => boolean = () => true): Promise<string> => {
    for (;;) {
      const line = waiting.shift()
      if (line !== undefined && isIt(line)) return line
      if (line === undefined) {
        await new Promise<void>((done) => {
          wake = done
        })
      }
    }
  }
  return { say: (line: string) => socket.write(`${line}\r\n`), hear }
}
