/** Signing in through another site: only those whose keys are set, only with an address that is one's own. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { type Person, startOAuthServer } from '../support/oauth-server.ts'
import { aMember } from '../support/sign-in.ts'
import { type Site, serveSite } from '../support/site.ts'

const database = useDatabase()
let oauth: Awaited<ReturnType<typeof startOAuthServer>>
let site: Site

beforeAll(async () => {
  oauth = await startOAuthServer()
  site = await serveSite({
    DATABASE_URL: database.url(),
    GITHUB_URL: oauth.url,
    GITHUB_API_URL: oauth.url,
    GITHUB_CLIENT_ID: 'id',
    GITHUB_CLIENT_SECRET: 'secret',
    ORCID_URL: oauth.url,
    ORCID_CLIENT_ID: 'id',
    ORCID_CLIENT_SECRET: 'secret',
  })
})
afterAll(async () => {
  await site?.stop()
  await oauth?.stop()
})
beforeEach(async () => {
  oauth.state.failure = null
  await database.query('delete from limits')
})
const handlePage = (next: string, more = {}) =>
  `/sign-in/handle?${new URLSearchParams({ next, ...more })}`

/** Follows the buttons of the sign-in page with a jar of cookies, as a browser does. */
async function signInWith(provider: string, person: Partial<Person> = {}, next = '/') {
  oauth.state.person = { id: 1, email: null, isVerified: false, name: '', ...person }
  const jar = new Map<string, string>()
  const keep = (answer: Response) => {
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';')
      jar.set(pair.slice(0, pair.indexOf('=')), pair)
    }
    return answer
  }
  const cookie = () => [...jar.values()].join('; ')
  const off = keep(
    await fetch(`${site.url}/sign-in/with/${provider}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: site.url },
      body: new URLSearchParams({ next }),
    }),
  )
  const there = await fetch(off.headers.get('location') ?? '', { redirect: 'manual' })
  const callback = there.headers.get('location') ?? ''
  const back = keep(await fetch(callback, { redirect: 'manual', headers: { cookie: cookie() } }))
  return { callback, back, cookie: cookie(), location: back.headers.get('location') ?? '' }
}
const settings = async (cookie: string) => {
  const answer = await fetch(`${site.url}/settings`, { headers: { cookie }, redirect: 'manual' })
  return (await answer.text()).replaceAll('<!-- -->', '')
}

describe('the providers', () => {
  it('on the page are those whose keys are set, and forms may lead to them alone', async () => {
    const page = await fetch(`${site.url}/sign-in`)
    const html = (await page.text()).replaceAll('<!-- -->', '')
    expect(html).toContain('Continue with GitHub')
    expect(html).toContain('Continue with ORCID')
    expect(html).not.toContain('Continue with Hugging Face')
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(/form-action ([^;]+)/.exec(policy)?.[1]).toBe(`'self' ${oauth.url}`)
    const off = await fetch(`${site.url}/sign-in/with/hugging-face`, {
      method: 'POST',
      headers: { origin: site.url },
      body: new URLSearchParams(),
    })
    expect(off.status).toBe(404)
  })

  it('sign in with a verified address, lead back, and keep no token', async () => {
    const person = { id: 7, email: 'git@example.org', isVerified: true, name: 'Gil Ito' }
    const { cookie, location } = await signInWith('github', person, '/papers/trending')
    expect(location).toBe(handlePage('/papers/trending'))
    expect(await settings(cookie)).toContain('Signed in as git@example.org')
    const accounts = await database.query('select a::text from accounts a')
    expect(accounts).toHaveLength(1)
    expect(JSON.stringify(accounts)).not.toContain('secret-token')
    await signInWith('github', person)
    expect(await database.query('select 1 from members')).toHaveLength(1)
  })

  it('join the member whose address it is, when it is verified', async () => {
    const { id } = await aMember({ email: 'joined@example.org' })
    await signInWith('github', { id: 8, email: 'joined@example.org', isVerified: true })
    const [account] = await database.query('select member_id from accounts where account_id = $1', [
      '8',
    ])
    expect(account).toEqual({ member_id: id })
  })

  it('do not let in an address that is not verified there', async () => {
    await aMember({ email: 'victim@example.org' })
    const person = { id: 9, email: 'victim@example.org', isVerified: false }
    const { cookie, location } = await signInWith('github', person)
    expect(location).toContain('/sign-in?failed=provider')
    expect(await settings(cookie)).not.toContain('victim@example.org')
  })

  it('are judged by the address that was chosen there, whatever stands beside it', async () => {
    const odd = { email: 'bo@laptop', primary: false, verified: false, visibility: null }
    const person = { id: 2, email: 'bo@lab.example.org', isVerified: true, name: 'Bo' }
    const { cookie } = await signInWith('github', { ...person, others: [odd] })
    expect(await settings(cookie)).toContain('Signed in as bo@lab.example.org')
    const chosen = { ...odd, primary: true, verified: true }
    const other = await signInWith('github', { id: 12, email: null, others: [chosen] })
    expect(other.location).toContain('/sign-in?failed=provider')
  })

  it('propose the public name there, and never the address', async () => {
    const person = {
      id: 21,
      email: 'mine@example.org',
      isVerified: true,
      name: 'Bo',
      login: 'Bo-L',
    }
    const { cookie, location } = await signInWith('github', person, '/papers/trending')
    expect(location).toBe(handlePage('/papers/trending', { proposed: 'bo-l' }))
    const page = await fetch(site.url + location, { headers: { cookie } })
    expect(await page.text()).toContain('value="bo-l"')
    const [row] = await database.query<{ handle: string }>(
      "select handle from members where email = 'mine@example.org'",
    )
    expect(row?.handle).toMatch(/^reader-/)
    await aMember({ email: 'bo-m@example.org' })
    const taken = await signInWith('github', { ...person, id: 22, email: 'b@x.org', login: 'bo-m' })
    const there = await fetch(site.url + taken.location, { headers: { cookie: taken.cookie } })
    expect(await there.text()).toMatch(/value="reader-\w{5}"/)
  })

  const FAILURES = ['error', 'hang', 'nonsense', 'wrong-shape', 'break-off'] as const
  it.each(FAILURES.flatMap((how) => [/token$/, /^\/user$/].map((path) => [how, path] as const)))(
    'that fail with %s at %s lead back to the sign-in with words',
    async (how, path) => {
      oauth.state.failure = { path, how }
      const person = { id: 30, email: 'unlucky@example.org', isVerified: true }
      const { back, location, cookie } = await signInWith('github', person, '/papers/trending')
      expect(back.status).toBe(303)
      const to = new URL(location, site.url)
      expect(to.pathname).toBe('/sign-in')
      expect(cookie).not.toContain('session_token')
      const page = await fetch(to)
      expect(page.status).toBe(200)
      expect(await page.text()).toContain('That sign-in didn’t work')
      expect(site.output()).not.toContain('secret-token')
    },
  )

  it('that are not there at all do so too', async () => {
    const gone = await startOAuthServer()
    await gone.stop()
    const away = await serveSite({
      DATABASE_URL: database.url(),
      GITHUB_URL: oauth.url,
      GITHUB_API_URL: gone.url,
      GITHUB_CLIENT_ID: 'id',
      GITHUB_CLIENT_SECRET: 'secret',
    })
    const here = site
    site = away
    try {
      const person = { id: 31, email: 'away@example.org', isVerified: true }
      const { back, location } = await signInWith('github', person)
      expect(back.status).toBe(303)
      expect(location).toContain('/sign-in?failed=provider')
    } finally {
      site = here
      await away.stop()
    }
  })

  it('that tell no address make a member to whom nothing can be mailed', async () => {
    const { cookie } = await signInWith('orcid', { id: 3, name: 'Ola' })
    expect(await settings(cookie)).toContain('0000-0003@orcid.invalid')
  })

  it('take no way back that was not begun here', async () => {
    const { callback } = await signInWith('github', {
      id: 7,
      email: 'git@example.org',
      isVerified: true,
    })
    const replayed = await fetch(callback, { redirect: 'manual' })
    expect(replayed.headers.getSetCookie().join()).not.toContain('session_token=')
    const made = await fetch(`${site.url}/api/auth/callback/github?code=code-7&state=made-up`, {
      redirect: 'manual',
    })
    expect(made.headers.getSetCookie().join()).not.toContain('session_token=')
  })

  it('and nothing else of the library’s own routes can be reached', async () => {
    for (const path of [
      'sign-in/email',
      'sign-up/email',
      'magic-link/verify?token=x',
      'get-session',
      'list-sessions',
    ])
      expect((await fetch(`${site.url}/api/auth/${path}`)).status).toBe(404)
  })
})
