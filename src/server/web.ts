/** The web server around Next. */
import { createServer, type Server } from 'node:http'
import next from 'next'
import { PlainError } from './step.ts'

const LAST_REQUESTS_MS = 5_000

/** Fails with one clear line when somebody else has the port. */
export async function checkPort(port: number): Promise<void> {
  const server = createServer()
  await listen(server, port)
  await new Promise((done) => server.close(done))
}

/** Serves the built pages on a port; returns what ends it after the requests under way. */
export async function serveWeb(port: number): Promise<() => Promise<void>> {
  const app = next({ dev: false, dir: process.cwd(), port })
  await app.prepare()
  const answer = app.getRequestHandler()
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      console.error(error)
      response.destroy()
    })
  })
  await listen(server, port)
  return async () => {
    const closed = new Promise((done) => server.close(done))
    server.closeIdleConnections()
    const timer = setTimeout(() => server.closeAllConnections(), LAST_REQUESTS_MS)
    await closed
    clearTimeout(timer)
    await app.close()
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => fail(tell(error, port)))
    server.listen(port, () => done())
  })
}

function tell(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new PlainError(`Port ${port} is in use. Stop what uses it, or set PORT to another one.`)
  }
  if (error.code === 'EACCES') {
    return new PlainError(`Port ${port} may not be used by this user. Set PORT to one above 1023.`)
  }
  return error
}
