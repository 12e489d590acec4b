/** Listens in on a conversation between a sender and a relay, and writes it down line by line. */
import { type AddressInfo, connect, createServer } from 'node:net'

/**
 * `S:` is said by the relay, `C:` by the sender, without the words of the mail itself; `--` tells
 * what was not said: how long nothing was, and where TLS began.
 */
export type Tap = { port: number; lines: string[]; close: () => void }

const WORTH_TELLING_MS = 5_000
/** The first byte of a record that begins TLS. */
const TLS_HANDSHAKE = 0x16

/** Stands between the sender and the relay on `relayPort`. */
export async function openTap(relayPort: number): Promise<Tap> {
  const lines: string[] = []
  const server = createServer((sender) => {
    const relay = connect(relayPort, '127.0.0.1')
    const isSecret = { S: false, C: false }
    let isBody = false
    let last = Date.now()
    const note = (who: 'S' | 'C', line: string) => {
      const waited = Date.now() - last
      last = Date.now()
      if (waited >= WORTH_TELLING_MS) lines.push(`-- ${Math.round(waited / 1_000)} s`)
      lines.push(`${who}: ${line}`)
    }
    const heard = (who: 'S' | 'C') => (chunk: Buffer) => {
      if (!isSecret[who] && chunk[0] === TLS_HANDSHAKE) {
        isSecret[who] = true
        if (who === 'C') lines.push('-- TLS')
      }
      if (isSecret[who]) return
      for (const line of chunk.toString('latin1').split('\r\n').slice(0, -1)) {
        if (isBody && who === 'C' && line !== '.') continue
        note(who, line)
        if (who === 'S') isBody = line.startsWith('354')
        else isBody = false
      }
    }
    sender.on('data', heard('C'))
    relay.on('data', heard('S'))
    for (const socket of [sender, relay]) socket.on('error', () => {})
    sender.pipe(relay).pipe(sender)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return { port, lines, close: () => server.close() }
}
