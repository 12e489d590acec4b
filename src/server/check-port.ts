/** Takes a port, or says in one line why not. */
import { createServer, type Server } from 'node:http'
import { PlainError } from './plain-error.ts'

/** Fails with one clear line when somebody else has the port. */
export async function checkPort(port: number): Promise<void> {
  const server = createServer()
  await listen(server, port)
  await new Promise((done) => server.close(done))
}

/** Listens; throws a PlainError when the port cannot be had. */
export function listen(server: Server, port: number): Promise<void> {
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
