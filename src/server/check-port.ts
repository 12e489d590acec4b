/** Takes a port, or says in one line why it cannot. */
import { createServer, type Server } from 'node:http'
import { PlainError } from './plain-error.ts'

/** An address to listen on; undefined: all of the machine's addresses. */
type Host = string | undefined

/** What a machine without IPv6, or without an IPv6 address, says. */
const MISSING = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT'])

/** Throws a PlainError if something else has the port. */
export async function checkPort(hosts: Host[], port: number): Promise<void> {
  const servers = await listenOnAll(hosts, port, createServer)
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))))
}

/**
 * Opens a server on each of the addresses, of which all but the first may be missing. Throws a
 * PlainError if the port is not available, leaving none open.
 */
export async function listenOnAll(
  hosts: Host[],
  port: number,
  make: () => Server,
): Promise<Server[]> {
  const open: Server[] = []
  for (const host of hosts) {
    const server = make()
    const failed = await listen(server, port, host)
    if (!failed) open.push(server)
    else if (!MISSING.has(failed.code ?? '') || host === hosts[0]) {
      for (const one of open) one.close()
      throw tell(failed, port, host)
    }
  }
  return open
}

/** What went wrong, or null. */
function listen(server: Server, port: number, host: Host): Promise<NodeJS.ErrnoException | null> {
  return new Promise((done) => {
    server.once('error', done)
    server.listen({ port, host }, () => {
      server.off('error', done)
      done(null)
    })
  })
}

function tell(error: NodeJS.ErrnoException, port: number, host: Host): Error {
  if (error.code === 'EADDRINUSE') {
    return new PlainError(`Port ${port} is in use. Stop what is using it, or set PORT to another.`)
  }
  if (error.code === 'EACCES') {
    return new PlainError(`This user may not use port ${port}. Set PORT to one above 1023.`)
  }
  return new PlainError(
    `This machine cannot listen on ${host ?? 'any address'}: ${error.code}. See HOST.`,
  )
}
