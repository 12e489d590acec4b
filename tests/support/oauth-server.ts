/** GitHub, Hugging Face and ORCID as far as a sign-in asks them, on one local address. */
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Person = {
  id: number
  email: string | null
  isVerified: boolean
  name: string
}

/** Starts it; whoever signs in there is `person` at that moment. */
export async function startOAuthServer() {
  const state: { person: Person; seen: string[] } = {
    person: { id: 1, email: null, isVerified: false, name: '' },
    seen: [],
  }
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://oauth.test')
    const body = new URLSearchParams(await textOf(request))
    state.seen.push(`${request.method} ${pathname}`)
    const { id, email, isVerified, name } = state.person
    const answers: Record<string, () => unknown> = {
      '/user': () => ({ id, name }),
      '/user/emails': () => (email ? [{ email, primary: true, verified: isVerified }] : []),
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
    stop: () => new Promise((done) => server.close(done)),
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}
