/** A mail server for tests that keeps what it takes. */
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

export type Taken = { from: string; to: string[]; bytes: Buffer }
export type SmtpSink = {
  url: string
  taken: Taken[]
  close: () => Promise<void>
}

/**
 * Starts one on a free port. `answerAfter` is how long it thinks over each message, in ms; a
 * forgetful one keeps nothing.
 */
export async function openSmtpSink({
  answerAfter = 0,
  isForgetful = false,
} = {}): Promise<SmtpSink> {
  const taken: Taken[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 500,
    onData(stream, { envelope }, answer) {
      buffer(stream).then(
        (bytes) => {
          const from = envelope.mailFrom ? envelope.mailFrom.address : ''
          if (!isForgetful)
            taken.push({ from, to: envelope.rcptTo.map(({ address }) => address), bytes })
          setTimeout(() => answer(null, 'taken'), answerAfter)
        },
        // The client broke off in the middle, so there is nobody to answer.
        () => {},
      )
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
