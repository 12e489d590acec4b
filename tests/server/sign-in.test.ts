/** Signing in over HTTP, as a browser without JavaScript does it, and as those do who should not. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { sendForm } from '../support/forms.ts'
import { mailsTo as findMails } from '../support/mailbox.ts'
import { aMember, TEST_SECRET } from '../support/sign-in.ts'
import { type Site, serveSite } from '../support/site.ts'

const database = useDatabase()
let site: Site
let other: Site

beforeAll(async () => {
  // Processes of one site share their secrets.
  const settings = { DATABASE_URL: database.url(), AUTH_SECRET: TEST_SECRET }
  site = await serveSite(settings)
  other = await serveSite(settings)
})
afterAll(async () => {
  await site?.stop()
  await other?.stop()
})

const ask = (email: string, at = site, next = '/') =>
  sendForm(at, `/sign-in?next=${encodeURIComponent(next)}`, { field: 'email', values: { email } })

const mailsTo = (email: string, least = 0) => findMails(site.url, email, least)
/** How many mails to an address have been looked at. */
const looked = new Map<string, number>()
/** The link of the next mail, which leaves after the answer. */
async function linkFor(email: string): Promise<URL> {
  const mails = await mailsTo(email, (looked.get(email) ?? 0) + 1)
  looked.set(email, mails.length)
  return new URL(mails[0]?.links[0] ?? '')
}
function press(link: URL, at = site, headers: Record<string, string> = {}) {
  const { token = '', next = '/' } = Object.fromEntries(link.searchParams)
  return fetch(`${at.url}/sign-in/press`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: at.url, ...headers },
    body: new URLSearchParams({ token, next }),
  })
}
const sessionsOf = (email: string) =>
  database.query(
    'select s.* from sessions s join members m on m.id = s.member_id where m.email = $1',
    [email],
  )
const handlePage = (next: string) => `/sign-in/handle?${new URLSearchParams({ next })}`
const cookieOf = (answer: Response) => (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''

describe('a sign-in link', () => {
  it('is mailed, opens a page with a button, and the press signs in where the reader was', async () => {
    const email = 'first@example.org'
    const sent = await ask(email, site, '/papers/trending#paper-x')
    expect(sent.html).toContain(email)
    expect(sent.html).toContain('/mailbox')
    const link = await linkFor(email)
    expect(link.origin).toBe(site.url)
    const opened = await fetch(link)
    expect(await opened.text()).toContain(email)
    const pressed = await press(link)
    expect(pressed.status).toBe(303)
    expect(pressed.headers.get('location')).toBe(handlePage('/papers/trending#paper-x'))
    const home = await fetch(`${site.url}/settings`, { headers: { cookie: cookieOf(pressed) } })
    expect((await home.text()).replaceAll('<!-- -->', '')).toContain(
      'Signed in as first@example.org',
    )
  })

  it('is not used up by those who only look', async () => {
    const email = 'scanned@example.org'
    await ask(email)
    const link = await linkFor(email)
    for (let look = 0; look < 5; look++) expect((await fetch(link)).status).toBe(200)
    for (let look = 0; look < 2; look++) await fetch(link, { method: 'HEAD' })
    for (const path of ['/sign-in/press', '/sign-out'])
      expect((await fetch(`${site.url}${path}${link.search}`)).status).toBe(405)
    expect(await sessionsOf(email)).toHaveLength(0)
    expect((await press(link)).headers.get('location')).toBe(handlePage('/'))
  })

  it('makes one session, however often it is pressed at once and in whichever process', async () => {
    const email = 'pressed@example.org'
    await ask(email)
    const link = await linkFor(email)
    const all = await Promise.all(
      Array.from({ length: 20 }, (_none, index) => press(link, index % 2 ? site : other)),
    )
    expect(all.filter((answer) => cookieOf(answer) !== '').length).toBe(1)
    expect(await sessionsOf(email)).toHaveLength(1)
    const again = await press(link)
    expect(again.headers.get('location')).toBe('/sign-in/link?failed=over')
  })

  it('is over after ten minutes', async () => {
    const email = 'late@example.org'
    await ask(email)
    const link = await linkFor(email)
    const [row] = await database.query<{ minutes: number }>(
      `select extract(epoch from expires_at - created_at) / 60 as minutes from verifications
       order by created_at desc limit 1`,
    )
    expect(Number(row?.minutes)).toBeLessThanOrEqual(10.01)
    await database.query("update verifications set expires_at = now() - interval '1 second'")
    expect(await (await fetch(link)).text()).toContain('This link has expired')
    expect((await press(link)).headers.get('location')).toBe('/sign-in/link?failed=over')
    expect(await sessionsOf(email)).toHaveLength(0)
  })

  it('and the session it makes are kept as hashes only', async () => {
    const email = 'hashed@example.org'
    await ask(email)
    const link = await linkFor(email)
    const token = link.searchParams.get('token') ?? ''
    const cookie = cookieOf(await press(link))
    const secret = decodeURIComponent(cookie.split('=')[1] ?? '').split('.')[0] ?? ''
    expect(secret.length).toBeGreaterThan(20)
    for (const table of ['verifications', 'sessions', 'members', 'accounts', 'limits']) {
      const rows = JSON.stringify(await database.query(`select t::text from ${table} t`))
      expect(rows).not.toContain(token)
      expect(rows).not.toContain(secret)
    }
  })

  it('leads nowhere else, whatever it is told', async () => {
    const paths = ['//evil.example', '/\\evil.example', 'https:evil.example', '/\t/evil.example']
    const more = [
      'javascript:alert(1)',
      '/%2f%2fevil.example',
      '/a@evil.example',
      '\\/evil.example',
    ]
    for (const [index, next] of [...paths, ...more].entries()) {
      await database.query('delete from limits')
      const email = `next-${index}@example.org`
      const { cookie } = await aMember({ email })
      expect(cookie).not.toBe('')
      await sendForm(site, '/sign-in', { field: 'email', values: { email, next } })
      const link = await linkFor(email)
      link.searchParams.set('next', next)
      const location = (await press(link)).headers.get('location') ?? ''
      expect(new URL(location, site.url).origin).toBe(site.url)
    }
  })

  it('is built from this site’s own address, whatever Host says', async () => {
    await database.query('delete from limits')
    const email = 'host@example.org'
    const { request } = await import('node:http')
    const page = await (await fetch(`${site.url}/sign-in`)).text()
    const body = new FormData()
    for (const [, name = '', value = ''] of page.matchAll(/name="(\$[^"]*)"(?: value="([^"]*)")?/g))
      body.set(name, value.replaceAll('&quot;', '"'))
    body.set('email', email)
    const raw = new Response(body)
    const bytes = Buffer.from(await raw.arrayBuffer())
    await new Promise((done) => {
      const headers = {
        host: 'evil.example',
        'x-forwarded-host': 'evil.example',
        origin: site.url,
        'content-type': raw.headers.get('content-type') ?? '',
        'content-length': bytes.length,
      }
      request(`${site.url}/sign-in`, { method: 'POST', headers }, (reply) =>
        done(reply.resume()),
      ).end(bytes)
    })
    await new Promise((done) => setTimeout(done, 1_000))
    expect((await linkFor(email)).origin).toBe(site.url)
    expect(JSON.stringify(await mailsTo(email))).not.toContain('evil.example')
  })
})

describe('a first sign-in', () => {
  type Made = { id: string; handle: string; chosen: Date | null }
  const memberOf = async (email: string) => {
    const sql = 'select id, handle, handle_chosen_at as chosen from members where email = $1'
    return (await database.query<Made>(sql, [email]))[0]
  }
  const signedIn = async (email: string, next = '/') => {
    await database.query('delete from limits')
    await ask(email, site, next)
    const pressed = await press(await linkFor(email))
    return { cookie: cookieOf(pressed), location: pressed.headers.get('location') ?? '' }
  }

  it('makes a handle up from nothing, asks for one, and leads back to where it began', async () => {
    const email = 'very.private+tag@example.org'
    const { cookie, location } = await signedIn(email, '/papers/trending#paper-x')
    expect(await memberOf(email)).toMatchObject({
      handle: expect.stringMatching(/^reader-[2-9b-z]{5}$/),
      chosen: null,
    })
    const page = await fetch(site.url + location, { headers: { cookie } })
    const html = await page.text()
    expect(html).toContain('Choose your handle')
    expect(html).toContain('href="/papers/trending#paper-x"')
    expect(html).not.toMatch(/very|private/)
    const values = { handle: 'Ada-L' }
    const sent = await sendForm(site, location, { field: 'handle', values, cookie })
    expect(sent.status).toBe(303)
    expect(sent.location).toBe('/papers/trending#paper-x')
    expect(await memberOf(email)).toMatchObject({ handle: 'ada-l', chosen: expect.any(Date) })
    const again = await fetch(site.url + location, { headers: { cookie }, redirect: 'manual' })
    expect(again.status).toBe(307)
    expect(again.headers.get('location')).toBe('/papers/trending#paper-x')
    const second = await signedIn(email, '/papers/trending')
    expect(second.location).toBe('/papers/trending')
  })

  it('keeps what was typed where the handle is taken or none, and may be put off', async () => {
    const { handle } = await aMember({ email: 'first-of-all@example.org' })
    const email = 'second@example.org'
    const { cookie, location } = await signedIn(email)
    for (const [typed, words] of [
      [handle, `@${handle} is taken.`],
      ['admin', '2–30 letters'],
      ['a b', '2–30 letters'],
    ] as const) {
      const values = { handle: typed }
      const { status, html } = await sendForm(site, location, { field: 'handle', values, cookie })
      expect(status).toBe(200)
      expect(html.replaceAll('<!-- -->', '')).toContain(words)
    }
    expect(await memberOf(email)).toMatchObject({ chosen: null })
    const settings = await fetch(`${site.url}/settings`, { headers: { cookie } })
    expect(await settings.text()).toContain('We made this one up')
    expect((await signedIn(email)).location).toBe(handlePage('/'))
  })

  it('works for ten at once whose addresses begin alike', async () => {
    await database.query('delete from limits')
    const emails = Array.from({ length: 10 }, (_none, index) => `team@lab-${index}.example.org`)
    for (const email of emails) await ask(email)
    const links = await Promise.all(emails.map(linkFor))
    const pressed = await Promise.all(
      links.map((link, index) => press(link, index % 2 ? site : other)),
    )
    expect(pressed.map(({ status }) => status)).toEqual(emails.map(() => 303))
    expect(pressed.filter((answer) => cookieOf(answer) !== '')).toHaveLength(10)
    const made = await Promise.all(emails.map(memberOf))
    expect(new Set(made.map((member) => member?.handle)).size).toBe(10)
  })

  it('gives one account to two links of one address pressed at once', async () => {
    const email = 'twice@example.org'
    const links = []
    for (let round = 0; round < 2; round++) {
      await database.query('delete from limits')
      await ask(email)
      links.push(await linkFor(email))
    }
    const pressed = await Promise.all(links.map((link, index) => press(link, index ? other : site)))
    expect(pressed.map(({ headers }) => headers.get('location'))).toEqual([
      handlePage('/'),
      handlePage('/'),
    ])
    expect(await sessionsOf(email)).toHaveLength(2)
  })

  it('takes another handle where one is taken meanwhile, and spends the link only then', async () => {
    await refusing('members', "new.email = 'collides@example.org' and nextval('refusals') <= 2")
    await database.query('delete from limits')
    await ask('collides@example.org')
    const pressed = await press(await linkFor('collides@example.org'))
    expect(pressed.headers.get('location')).toBe(handlePage('/'))
    await endRefusing('members')
  })

  it('leaves the link as it was when it fails, and says so', async () => {
    const email = 'fails@example.org'
    await database.query('delete from limits')
    await ask(email)
    const link = await linkFor(email)
    await refusing('sessions', 'true')
    const failed = await press(link)
    await endRefusing('sessions')
    expect(failed.status).toBe(303)
    const there = failed.headers.get('location') ?? ''
    expect(there).toMatch(/^\/sign-in\/link\?.*failed=again/)
    const html = await (await fetch(site.url + there)).text()
    expect(html).toContain('the link is still good')
    expect(await memberOf(email)).toBeUndefined()
    expect((await press(link)).headers.get('location')).toBe(handlePage('/'))
    expect(await sessionsOf(email)).toHaveLength(1)
  })

  /** Writes to a table that meet a condition find what they write there already. */
  async function refusing(table: string, condition: string) {
    await database.query('create sequence if not exists refusals')
    await database.query(`create function refuse_${table}() returns trigger language plpgsql as $$
      begin
        if ${condition} then raise unique_violation; end if;
        return new;
      end $$`)
    await database.query(
      `create trigger refuse before insert on ${table} for each row execute function refuse_${table}()`,
    )
  }
  async function endRefusing(table: string) {
    await database.query(`drop trigger refuse on ${table}`)
    await database.query(`drop function refuse_${table}()`)
  }
})

describe('asking for links', () => {
  it('is answered alike for every address, known or not, and mails each of them', async () => {
    await database.query('delete from limits')
    await aMember({ email: 'known@example.org' })
    const answers = []
    for (const email of ['known@example.org', 'other@example.org']) {
      const { status, html } = await ask(email)
      answers.push([status, html.replaceAll(email, 'EMAIL').replace(/\$ACTION[^>]*/g, '')])
    }
    expect(answers[0]).toEqual(answers[1])
    expect(await mailsTo('known@example.org', 1)).toHaveLength(1)
    expect(await mailsTo('other@example.org', 1)).toHaveLength(1)
  })

  it('sends one address one mail a minute, from whichever process', async () => {
    await database.query('delete from limits')
    const email = 'victim@example.org'
    const answers = []
    for (let round = 0; round < 10; round++) {
      const { status, html } = await ask(email, round % 2 ? site : other)
      answers.push(`${status} ${html.includes('We sent a link to')}`)
    }
    expect(new Set(answers)).toEqual(new Set(['200 true']))
    expect(await mailsTo(email, 1)).toHaveLength(1)
  })

  it('is limited by network over both processes', async () => {
    await database.query('delete from limits')
    let sent = 0
    for (let round = 0; round < 24; round++) {
      const { html } = await ask(`net-${round}@example.org`, round % 2 ? site : other)
      if (html.includes('We sent a link to')) sent++
      else expect(html).toContain('Try again in')
    }
    expect(sent).toBe(20)
  })

  it.each([
    '',
    'nobody',
    'a@b',
    'a@b.org, c@d.org',
    'a@b.org\r\nBcc: c@d.org',
    '"a@b.org x"@c.org',
  ])('for %j says what is wrong and keeps what was typed', async (email) => {
    await database.query('delete from limits')
    const { html } = await ask(email)
    expect(html).toContain('doesn’t look like an email address')
    const before = await database.query('select 1 from mailbox')
    expect(before.length).toBeGreaterThan(0)
    expect(await mailsTo('c@d.org')).toHaveLength(0)
  })

  it('fails closed when nothing can be counted', async () => {
    await database.query('alter table limits rename to limits_away')
    try {
      const { html } = await ask('uncounted@example.org')
      expect(html).not.toContain('We sent a link to')
      expect(await mailsTo('uncounted@example.org')).toHaveLength(0)
    } finally {
      await database.query('alter table limits_away rename to limits')
    }
  })
})

describe('a session', () => {
  const settings = (cookie: string) =>
    fetch(`${site.url}/settings`, { headers: { cookie }, redirect: 'manual' })

  it('has a cookie that scripts and other sites cannot use', async () => {
    await database.query('delete from limits')
    await ask('flags@example.org')
    const [cookie = ''] = (await press(await linkFor('flags@example.org'))).headers.getSetCookie()
    expect(cookie).toMatch(/^broadsheet\.session_token=/)
    for (const flag of [/HttpOnly/i, /SameSite=Lax/i, /Path=\//i]) expect(cookie).toMatch(flag)
    expect(cookie).not.toMatch(/Domain=/i)
  })

  it('ends with the sign-out, on the server too', async () => {
    const { cookie } = await aMember()
    expect((await settings(cookie)).status).toBe(200)
    const out = await fetch(`${site.url}/sign-out`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie, origin: site.url },
      body: new URLSearchParams(),
    })
    expect(out.status).toBe(303)
    expect(out.headers.getSetCookie()[0]).toMatch(/Max-Age=0/)
    expect((await settings(cookie)).status).toBe(307)
  })

  it('ends everywhere at once, and one by one, and never another’s', async () => {
    const { cookie, email } = await aMember()
    const { cookie: second } = await aMember({ email })
    const stranger = await aMember()
    const [theirs] = (await sessionsOf(stranger.email)) as { id: string }[]
    const refused = await sendForm(site, '/settings', {
      field: 'confirm',
      cookie,
      values: { session: theirs?.id ?? '' },
    })
    expect(refused.status).toBe(200)
    expect((await settings(stranger.cookie)).status).toBe(200)
    await database.query(
      'delete from sessions where member_id = (select id from members where email = $1)',
      [email],
    )
    expect((await settings(cookie)).status).toBe(307)
    expect((await settings(second)).status).toBe(307)
  })

  it('of the banned is none', async () => {
    const { cookie, email } = await aMember()
    await database.query('update members set banned_at = now() where email = $1', [email])
    expect((await settings(cookie)).status).toBe(307)
    await database.query('delete from limits')
    await ask(email)
    const pressed = await press(await linkFor(email))
    expect(pressed.headers.get('location')).toBe('/sign-in/link?failed=closed')
  })

  it('ends with its time', async () => {
    const { cookie, email } = await aMember()
    expect((await settings(cookie)).status).toBe(200)
    await database.query(
      'update sessions set expires_at = now() where member_id = (select id from members where email = $1)',
      [email],
    )
    expect((await settings(cookie)).status).toBe(307)
  })

  it('goes on under a new secret as long as the one before is named, and signs out for good', async () => {
    const { cookie } = await aMember()
    const AUTH_SECRET = 'another secret of the tests, longer than 32'
    const renewed = await serveSite({
      DATABASE_URL: database.url(),
      AUTH_SECRET,
      AUTH_SECRET_PREVIOUS: TEST_SECRET,
    })
    const forgotten = await serveSite({ DATABASE_URL: database.url(), AUTH_SECRET })
    const statusAt = async ({ url }: Site) =>
      (await fetch(`${url}/settings`, { headers: { cookie }, redirect: 'manual' })).status
    try {
      expect(await statusAt(renewed)).toBe(200)
      expect(await statusAt(forgotten)).toBe(307)
      await fetch(`${renewed.url}/sign-out`, {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie, origin: renewed.url },
        body: new URLSearchParams(),
      })
      expect(await statusAt(renewed)).toBe(307)
      expect(await statusAt(site)).toBe(307)
    } finally {
      await Promise.all([renewed.stop(), forgotten.stop()])
    }
  })

  it('cannot be made up', async () => {
    const { cookie } = await aMember()
    const other = await aMember()
    const [name = '', value = ''] = cookie.split('=')
    const [token = ''] = value.split('.')
    const [, signature = ''] = other.cookie.split('.session_token=')[1]?.split('.') ?? []
    const forged = [
      `${name}=${token}`,
      `${name}=${token}.`,
      `${name}=${token}.${signature}`,
      `${name}=${value.slice(0, -6)}AAAAAA`,
      `${name}=x.y`,
      `${name}=${'x'.repeat(3000)}`,
    ]
    for (const one of forged) expect((await settings(one)).status).toBe(307)
  })
})
