/** A server with a certificate of its own making: checked or not as told, and refused in clear words. */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { TLSSocket } from 'node:tls'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { migrate } from '../../../src/db/migrate.ts'
import { readEnvironment } from '../../../src/env.ts'

const AUTHORITY = 'tests/fixtures/authority/authority.pem'
const cert = readFileSync('tests/fixtures/authority/sns.pem')
const key = readFileSync('tests/fixtures/authority/sns.key')
/** How far one gets whose certificate was taken. */
const IN = 'the user or password is wrong.'
const REFUSAL = Buffer.concat([
  Buffer.from([0x45, 0, 0, 0, 22]),
  Buffer.from('SFATAL\0C28P01\0Mno\0\0'),
])

let server: Server
let place: string

beforeAll(async () => {
  server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => {
      socket.write('S')
      const tls = new TLSSocket(socket, { isServer: true, cert, key })
      tls.on('error', () => {})
      tls.once('data', () => tls.end(REFUSAL))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  place = `postgresql://reader:hunter2@localhost:${typeof address === 'object' ? address?.port : ''}/x`
})
afterAll(() => void server.close())

it.each([
  ['require', 'its certificate is not signed by anyone this machine trusts.'],
  ['verify-full', 'its certificate is not signed by anyone this machine trusts.'],
  ['prefer', 'its certificate is not signed by anyone this machine trusts.'],
  ['no-verify', IN],
  [`verify-full&sslrootcert=${AUTHORITY}`, 'its certificate is for another name.'],
  [`require&sslrootcert=${AUTHORITY}`, 'its certificate is for another name.'],
  [`verify-ca&sslrootcert=${AUTHORITY}`, IN],
])('sslmode=%s: %s', async (mode, words) => {
  const { DATABASE_URL = '' } = readEnvironment({ DATABASE_URL: `${place}?sslmode=${mode}` })
  await expect(migrate(DATABASE_URL)).rejects.toThrow(words)
})
