/** GitHub, Hugging Face and ORCID as far as a sign-in asks them, on one local address. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Person = {
  id: number
  email: string | null
  isVerified: boolean
  name: string
  /** What they are publicly called. */
  login?: string
  /** More addresses, as GitHub lists them. */
  others?: { email: string; primary: boolean; verified: boolean; visibility: null }[]
}

/** What one of its addresses does instead of answering. */
export type Failure = {
  path: RegExp
  how: 'error' | 'hang' | 'nonsense' | 'wrong-shape' | 'break-off'
}

/** Starts it; whoever signs in there is `person` at that moment. */
export async function startOAuthServer() {
  const state: { person: Person; seen: string[]; failure: Failure | null } = {
    failure: null,
    person: { id: 1, email: null, isVerified: false, name: '' },
    seen: [],
  }
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://oauth.test')
    const body = new URLSearchParams(await textOf(request))
    state.seen.push(`${request.method} ${pathname}`)
    const { id, email, isVerified, name, login, others = [] } = state.person
    if (state.failure?.path.test(pathname)) return fail(response, state.failure)
    const answers: Record<string, () => unknown> = {
      '/user': () => ({ id, name, login }),
      '/user/emails': () =>
        email ? [...others, { email, primary: true, verified: isVerified }] : others,
      '/oauth/userinfo': () => ({ sub: `0000-000${id}`, name, email, email_verified: isVerified }),
    }
    if (/\/authorize$/.test(pathname)) {
      const back = new URL(searchParams.get('redirect_uri') ?? '')
      back.searchParams.set('code', `code-${id}`)
      back.searchParams.set('state', searchParams.get('state') ?? '')
      response.writeHead(302, { Location: back.href }).end()
    } else if (/\/(?:access_)?token$/.test(pathname)) {
      const isRight = body.get('code') === `code-${id}` && body.has('code_verifier')
      response.writeHead(isRight ? 200 : 400, { 'Content-Type': 'application/json' })
      response.end(JSON.stringify({ access_token: 'secret-token', token_type: 'bearer' }))
    } else if (answers[pathname] && request.headers.authorization === 'Bearer secret-token') {
      response.writeHead(200, { 'Content-Type': 'application/json' })
      response.end(JSON.stringify(answers[pathname]()))
    } else response.writeHead(404).end()
  })
  await new Promise<void>((done) => server.listen(0, done))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://localhost:${port}`,
    state,
    stop: () => {
      server.closeAllConnections()
      return new Promise((done) => server.close(done))
    },
  }
}

function fail(response: ServerResponse, { how }: Failure) {
  if (how === 'error') response.writeHead(500).end('oops')
  if (how === 'nonsense') response.end('<html>We are down</html>')
  if (how === 'wrong-shape') response.end(JSON.stringify([{ id: { deep: true } }]))
  if (how === 'break-off') response.destroy()
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}
