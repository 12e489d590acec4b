/** A mail server for tests that keeps what it takes. */
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export type Taken = { from: string; to: string[]; bytes: Buffer }
export type SmtpSink = { url: string; taken: Taken[]; close: () => Promise<void> }

/** Starts one on a free port. `answerAfter` is how long it thinks over each message, in ms. */
export async function openSmtpSink({ answerAfter = 0 } = {}): Promise<SmtpSink> {
  const taken: Taken[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 500,
    async onData(stream, { envelope }, answer) {
      const chunks: Buffer[] = []
      for await (const chunk of stream) chunks.push(chunk)
      const from = envelope.mailFrom ? envelope.mailFrom.address : ''
      const to = envelope.rcptTo.map(({ address }) => address)
      taken.push({ from, to, bytes: Buffer.concat(chunks) })
      setTimeout(() => answer(null, 'taken'), answerAfter)
    },
  })
  server.on('error', () => {})
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    close: () => new Promise((done) => server.close(done)),
  }
}
