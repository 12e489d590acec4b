/** A mail server that treats each recipient as its name says: `550-rcpt.x@example.org`. */
import { type AddressInfo, createServer, type Socket } from 'node:net'

/**
 * What a recipient's name makes it do: `N-rcpt` and `N-data` answer with code N there; `drop-data`
 * breaks off in the middle of the message, `drop-dot` after the last dot, without a word; `silent`
 * never answers the last dot, `drip` answers it letter by letter for ever; `greylisted-N` is put off
 * N times. Others are taken.
 */
export type ScriptedSmtp = {
  url: string
  /** Messages whose last dot was seen, in order, also those that it then kept quiet about. */
  seen: { to: string; message: string }[]
  close: () => Promise<void>
}

const TEXTS: Record<string, string> = {
  '550': '550 5.1.1 no such user',
  '552': '552 5.2.2 mailbox full',
  '554': '554 5.7.1 refused by policy',
  '421': '421 4.3.2 closing',
}

export async function openScriptedSmtp(): Promise<ScriptedSmtp> {
  const seen: ScriptedSmtp['seen'] = []
  const sockets = new Set<Socket>()
  const turnsOf = new Map<string, number>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    converse(socket, seen, turnsOf)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    seen,
    close: () =>
      new Promise((done) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => done())
      }),
  }
}

function converse(socket: Socket, seen: ScriptedSmtp['seen'], turnsOf: Map<string, number>) {
  let to = ''
  let message: string | null = null
  let rest = ''
  const say = (line: string) => socket.write(`${line}\r\n`)
  const takeLine = (line: string) => {
    if (message !== null) {
      if (to.startsWith('drop-data') && message.length > 200) return socket.destroy()
      if (line !== '.') {
        message += `${line}\r\n`
        return
      }
      seen.push({ to, message })
      message = null
      return endMessage(socket, to, say)
    }
    const [verb = ''] = line.toUpperCase().split(/[ :]/)
    if (verb === 'EHLO') say('250 scripted')
    else if (verb === 'RCPT') {
      to = /<([^>]*)>/.exec(line)?.[1] ?? ''
      const turn = (turnsOf.get(to) ?? 0) + 1
      turnsOf.set(to, turn)
      const isEarly = turn <= Number(/^greylisted-(\d+)/.exec(to)?.[1] ?? 0)
      say(isEarly ? '451 4.7.1 Greylisted, try again later' : (answerOf(to, 'rcpt') ?? '250 ok'))
    } else if (verb === 'DATA') {
      message = ''
      say('354 go on')
    } else if (verb === 'QUIT') socket.end('221 bye\r\n')
    else say('250 ok')
  }
  say('220 scripted')
  socket.on('data', (chunk) => {
    const lines = (rest + chunk.toString('latin1')).split('\r\n')
    rest = lines.pop() ?? ''
    for (const line of lines) takeLine(line)
  })
}

function endMessage(socket: Socket, to: string, say: (line: string) => void) {
  if (to.startsWith('drop-dot')) return socket.destroy()
  if (to.startsWith('silent')) return
  if (to.startsWith('drip')) {
    socket.write('250-')
    const drip = setInterval(() => socket.write('x'), 100)
    socket.on('close', () => clearInterval(drip))
    return
  }
  say(answerOf(to, 'data') ?? '250 2.0.0 taken')
}

function answerOf(to: string, stage: 'rcpt' | 'data'): string | null {
  const code = new RegExp(`^(\\d{3})-${stage}`).exec(to)?.[1]
  return code ? (TEXTS[code] ?? `${code} 4.2.0 later`) : null
}
