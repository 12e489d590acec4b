/** Over https a session is taken from the cookie that no other host can have set, and from no other. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { aMember, TEST_SECRET } from '../support/sign-in.ts'
import { type Site, serveSite } from '../support/site.ts'

const database = useDatabase()
let site: Site
let session = ''

beforeAll(async () => {
  session = (await aMember()).cookie.split('session_token=')[1] ?? ''
  site = await serveSite({
    DATABASE_URL: database.url(),
    SITE_URL: 'https://papers.example.org',
    AUTH_SECRET: TEST_SECRET,
    CRON_SECRET: TEST_SECRET,
    SMTP_URL: 'smtp://127.0.0.1:9',
    MAIL_FROM: 'papers@example.org',
  })
})
afterAll(() => site?.stop())

it('says over https for how long, and nothing for other hosts of the domain', async () => {
  for (const path of ['/', '/_next/none', '/mailbox'])
    expect((await fetch(site.url + path)).headers.get('strict-transport-security')).toBe(
      'max-age=63072000',
    )
})

it.each([
  ['__Host-broadsheet.session_token', 200],
  ['broadsheet.session_token', 307],
  ['__Secure-broadsheet.session_token', 307],
])('%s answers %i', async (name, status) => {
  const answer = await fetch(`${site.url}/settings`, {
    headers: { cookie: `${name}=${session}` },
    redirect: 'manual',
  })
  expect(answer.status).toBe(status)
})
