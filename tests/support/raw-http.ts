/** HTTP by hand, for requests that no client would send. */
import { request } from 'node:http'
import { connect } from 'node:net'

export type Reply = {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}
export type Sent = { method?: string; headers?: Record<string, string>; body?: string | Buffer }

/** Sends a path as it is, which fetch would tidy. */
export function ask(url: string, path: string, { method = 'GET', headers = {}, body }: Sent = {}) {
  const { hostname, port } = new URL(url)
  return new Promise<Reply>((done, fail) => {
    const sent = request({ hostname, port, path, method, headers, agent: false }, (reply) => {
      const chunks: Buffer[] = []
      reply.on('data', (chunk) => chunks.push(chunk))
      reply.on('error', fail)
      reply.on('end', () => {
        const { statusCode = 0, headers: told } = reply
        done({ status: statusCode, headers: told, body: Buffer.concat(chunks) })
      })
    })
    sent.on('error', fail)
    sent.end(body)
  })
}

/** Writes bytes on a connection and reads what comes until the other side closes it. */
export function sayRaw(url: string, bytes: string): Promise<string> {
  return new Promise((done) => {
    let said = ''
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(bytes))
    socket.on('data', (chunk) => {
      said += chunk
    })
    socket.on('error', () => {})
    socket.on('close', () => done(said))
  })
}
