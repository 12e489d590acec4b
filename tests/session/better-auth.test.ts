/** What this site knows of better-auth beyond its documentation: a version that does otherwise fails here. */
import { beforeAll, describe, expect, it } from 'vitest'
import { findSignInLink } from '../../src/db/members/members.ts'
import { findSession } from '../../src/db/members/session-rows.ts'
import { env } from '../../src/env.ts'
import { auth, type Deliver } from '../../src/session/auth.ts'
import { linkIdentifier } from '../../src/session/link-token.ts'
import { hasSignedSession, sessionCookieName, signedToken } from '../../src/wire/session-cookie.ts'
import { useDatabase } from '../support/database.ts'
import { TEST_SECRET } from '../support/sign-in.ts'

const database = useDatabase()
const EMAIL = 'ada@example.org'
const headers = new Headers()
let linkToken = ''

beforeAll(async () => {
  Object.assign(env(), { AUTH_SECRET: TEST_SECRET, SITE_URL: 'http://localhost:3000' })
  const deliver: Deliver = (token) => {
    linkToken = token
  }
  await auth().api.signInMagicLink({ body: { email: EMAIL, metadata: { deliver } }, headers })
})

describe('better-auth', () => {
  it('stores a link under the name by which it is looked up, and not its token', async () => {
    expect(await findSignInLink(linkIdentifier(linkToken), new Date())).toBe(EMAIL)
    const rows = await database.query<{ row: string }>('select v::text as row from verifications v')
    expect(rows).toHaveLength(1)
    expect(rows[0]?.row).not.toContain(linkToken)
  })

  it('signs the cookie of a session as it is read here, and stores a hash of its token', async () => {
    const { headers: given } = await auth().api.magicLinkVerify({
      query: { token: linkToken },
      headers,
      returnHeaders: true,
    })
    const [pair = ''] = given.getSetCookie()[0]?.split(';') ?? []
    const [name, value = ''] = pair.split('=')
    expect(name).toBe(sessionCookieName(false))
    expect(hasSignedSession(pair, { isSecure: false, secrets: [TEST_SECRET] })).toBe(true)
    const token = signedToken(decodeURIComponent(value), [TEST_SECRET]) ?? ''
    expect((await findSession(token, new Date()))?.member.email).toBe(EMAIL)
    const stored = await database.query<{ token: string }>('select token from sessions')
    expect(stored.map((row) => row.token)).not.toContain(token)
    expect(await findSignInLink(linkIdentifier(linkToken), new Date())).toBeNull()
  })
})
