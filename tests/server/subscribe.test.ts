/** Subscribing over HTTP, as people without JavaScript do it, and as those do who should not. */
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { unsubscribeToken } from '../../src/db/subscriptions/mail-secrets.ts'
import { openToManage } from '../../src/db/subscriptions/own-subscription.ts'
import {
  findSubscription,
  requestManageLink,
  subscribe,
} from '../../src/db/subscriptions/subscriptions.ts'
import { recordMailEvent } from '../../src/db/suppressions/suppressions.ts'
import { env } from '../../src/env.ts'
import { given } from '../db/given-papers.ts'
import { useDatabase } from '../support/database.ts'
import { sendForm } from '../support/forms.ts'
import { aDraft } from '../support/papers.ts'
import { TEST_SECRET } from '../support/sign-in.ts'
import { type Site, serveSite } from '../support/site.ts'
import { aSubscriber, WISHES } from '../support/subscribers.ts'

const database = useDatabase()
let site: Site

beforeAll(async () => {
  Object.assign(env(), { AUTH_SECRET: TEST_SECRET })
  await given(aDraft())
  site = await serveSite({
    DATABASE_URL: database.url(),
    TRUSTED_PROXIES: '127.0.0.0/8,::1/128',
    AUTH_SECRET: TEST_SECRET,
  })
})
afterAll(() => site?.stop())
beforeEach(() =>
  database.query('truncate limits, subscriptions, suppressions, mail_events, mailbox cascade'),
)

type Fields = Record<string, string>
type Mail = { to: string; subject: string; links: string[] }
const post = (path: string, fields: Fields, headers: Fields = {}) =>
  fetch(site.url + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: site.url, ...headers },
    body: new URLSearchParams(fields),
  })
const start = (email: string, headers: Fields = {}) => post('/subscribe/start', { email }, headers)
const fromNetwork = (n: number) => ({ 'x-forwarded-for': `198.${18 + (n >> 8)}.${n & 255}.7` })
const mails = async (): Promise<Mail[]> => (await fetch(`${site.url}/mailbox.json`)).json()
/** Mails leave after the answer. */
async function mailsOnceThereAre(count: number): Promise<Mail[]> {
  for (let tries = 0; tries < 200; tries++) {
    const now = await mails()
    if (now.length >= count) return now
    await wait(100)
  }
  throw new Error(`${count} mails did not come.`)
}
/** A mail to this address is the last one to come, so none is on its way any more. */
async function mailsInTheEnd(): Promise<Mail[]> {
  await start('the-last@example.org', fromNetwork(9_999))
  for (let tries = 0; tries < 200; tries++) {
    const now = await mails()
    if (now.some(({ to }) => to === 'the-last@example.org'))
      return now.filter(({ to }) => to !== 'the-last@example.org')
    await wait(100)
  }
  throw new Error('The last mail did not come.')
}
const tokenIn = (mail: Mail | undefined) => new URL(mail?.links[0] ?? '').searchParams.get('token')
const rows = () => database.query('select * from subscriptions order by id')

/** One address in each state; all of one length. */
async function oneOfEach() {
  const now = new Date()
  const longAgo = new Date(now.getTime() - 3 * 86_400_000)
  env().LIMITS = 'on'
  await aSubscriber({ email: 'confirmed@example.org', now: longAgo })
  await aSubscriber({ email: 'justasked@example.org', now: longAgo })
  await requestManageLink('justasked@example.org', now)
  await subscribe('ispending@example.org', WISHES, now)
  await aSubscriber({ email: 'departing@example.org', now: longAgo })
  await database.query(
    "update subscriptions set status = 'unsubscribed' where email = 'departing@example.org'",
  )
  const event = { provider: 'test', deliveryId: null, reason: '' }
  const complaint = { ...event, eventId: '1', kind: 'complaint' as const }
  await recordMailEvent({ ...complaint, email: 'complains@example.org' }, now)
  return {
    fresh: 'brandnew0@example.org',
    confirmed: 'confirmed@example.org',
    justAsked: 'justasked@example.org',
    pending: 'ispending@example.org',
    departed: 'departing@example.org',
    suppressed: 'complains@example.org',
  }
}
/** Without its scripts, in which Next splits one tree in pieces as its time allows. */
const bare = (text: string, email: string) =>
  text
    .replaceAll(email, 'EMAIL')
    .replace(/<script\b.*?<\/script>/gs, '')
    .replace(/\$ACTION[^>]*/g, '')

describe('the answer', () => {
  it('of the banner is the same bytes for every state of an address', async () => {
    const answers = []
    for (const email of Object.values(await oneOfEach())) {
      const answer = await start(email)
      const headers = [...answer.headers].filter(([name]) => name !== 'date')
      answers.push(JSON.stringify([answer.status, headers, await answer.text()]))
    }
    expect(new Set(answers).size).toBe(1)
    expect(answers[0]).toContain('/subscribe/sent')
  })

  it.each(['/subscribe', '/subscriptions/manage'])('of the form of %s too', async (path) => {
    const answers: string[] = []
    for (const email of Object.values(await oneOfEach())) {
      const { status, html } = await sendForm(site, path, {
        field: 'website',
        values: { email, topics: 'cs.CL' },
      })
      answers.push(`${status} ${bare(html, email)}`)
    }
    expect(answers).toEqual(answers.map(() => answers[0]))
    expect(answers[0]).toMatch(/^200 .*Check your inbox\..*Nothing after a few minutes\?/s)
  })

  it('leads to the mail that each state calls for', async () => {
    const state = await oneOfEach()
    for (const email of Object.values(state)) await start(email)
    const came = (await mailsInTheEnd()).map(({ to, subject }) => `${to} ${subject}`)
    expect(came.sort()).toEqual(
      [
        `${state.fresh} Confirm your subscription to Broadsheet`,
        `${state.confirmed} Change your Broadsheet digest`,
        `${state.departed} Confirm your subscription to Broadsheet`,
      ].sort(),
    )
  })
})

describe('a flood', () => {
  it('of 500 wishes for 50 victims from as many networks sends each one mail at most', async () => {
    const victim = (n: number) => `victim-${n % 50}@example.org`
    const wish = (n: number): Promise<unknown> => {
      const form = { values: { email: victim(n) }, headers: fromNetwork(n) }
      if (n % 20 === 7) return sendForm(site, '/subscribe', { field: 'timeZone', ...form })
      if (n % 20 === 13) return sendForm(site, '/subscriptions/manage', { field: 'email', ...form })
      return start(victim(n), form.headers)
    }
    for (let from = 0; from < 500; from += 10)
      await Promise.all(Array.from({ length: 10 }, (_none, n) => wish(from + n)))
    await database.query('truncate limits')
    const came = await mailsInTheEnd()
    expect(came.length).toBeLessThanOrEqual(50)
    expect(new Set(came.map(({ to }) => to)).size).toBe(came.length)
    expect(came.length).toBeGreaterThan(40)
  }, 400_000)

  it('of twenty spellings of one mailbox brings it six mails', async () => {
    for (let n = 0; n < 20; n++) {
      const [name, tag] = n % 2 === 0 ? ['ada.love', `+tag-${n}`] : ['a.d.a.love', `+${n}`]
      expect((await start(`${name}${tag}@example.org`, fromNetwork(n))).status).toBe(303)
    }
    expect(await mailsInTheEnd()).toHaveLength(6)
  })

  it('from one network ends after twenty, whichever door it takes, and says so', async () => {
    for (let n = 0; n < 20; n++) {
      const { status, headers } = await start(`n${n}@example.org`, fromNetwork(1))
      expect([status, headers.get('location')]).toEqual([303, '/subscribe/sent'])
    }
    const refused = await start('n20@example.org', fromNetwork(1))
    expect(refused.headers.get('location')).toBe('/subscribe?failed=many')
    expect(await (await fetch(`${site.url}/subscribe?failed=many`)).text()).toContain('Try again')
    for (const path of ['/subscribe', '/subscriptions/manage']) {
      const values = { email: 'n21@example.org' }
      const sent = await sendForm(site, path, { field: 'email', values, headers: fromNetwork(1) })
      expect(sent.html).toContain('Try again in')
    }
    expect((await start('n22@example.org', fromNetwork(2))).headers.get('location')).toBe(
      '/subscribe/sent',
    )
    expect(await findSubscription('n20@example.org')).toBeNull()
    expect(await findSubscription('n21@example.org')).toBeNull()
  })

  it('that fills the hidden field is told what everybody is told, and does nothing', async () => {
    const fields = { email: 'robot@example.org', website: 'https://spam.example' }
    const answer = await post('/subscribe/start', fields)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/subscribe/sent'])
    for (const path of ['/subscribe', '/subscriptions/manage']) {
      const { html } = await sendForm(site, path, { field: 'website', values: fields })
      expect(html).toContain('Check your inbox.')
    }
    expect(await rows()).toEqual([])
  })

  it('is refused while nothing can be counted', async () => {
    await database.query('alter table limits rename to limits_away')
    try {
      expect((await start('uncounted@example.org')).status).toBeGreaterThanOrEqual(500)
      expect(await rows()).toEqual([])
    } finally {
      await database.query('alter table limits_away rename to limits')
    }
  })
})

describe('a topic that is none', () => {
  const typed = 'cs.ai, machine learning'

  it('is refused with what was meant, and nothing of what was typed is lost', async () => {
    const values = { email: 'ada@example.org', topics: typed, cadence: 'weekly', hour: '17' }
    const { html } = await sendForm(site, '/subscribe', { field: 'website', values })
    expect(html).toContain(
      '“machine learning” is not an arXiv category. Did you mean cs.LG (Machine Learning)?',
    )
    const fields = html.match(/<input[^>]*>/g)?.join('') ?? ''
    expect(fields).toMatch(/<input[^>]*aria-invalid="true"[^>]*name="topics"/)
    expect(fields).toContain('value="cs.ai, machine learning"')
    expect(fields).toContain('value="ada@example.org"')
    expect(html).toContain('<option value="17" selected="">')
    expect(await rows()).toEqual([])
    const right = { ...values, topics: 'cs.ai, CS.lg' }
    await sendForm(site, '/subscribe', { field: 'website', values: right })
    expect(await findSubscription('ada@example.org')).toMatchObject({ topics: ['cs.AI', 'cs.LG'] })
  })

  it('is refused in the banner of a list too', async () => {
    const answer = await post('/subscribe/start', { email: 'ada@example.org', topics: typed })
    expect(answer.headers.get('location')).toBe('/subscribe?failed=topics')
    const page = await (await fetch(`${site.url}/subscribe?failed=topics`)).text()
    expect(page).toContain('That topic isn’t an arXiv category.')
    expect(await rows()).toEqual([])
  })
})

describe('an address that is none', () => {
  it.each([
    '',
    'nobody',
    'a@b',
    'a@b.org, c@d.org',
    'a@b.org\r\nBcc: c@d.org',
    'a@b.org\nBcc: c@d.org',
    'a@b.org\0c@d.org',
    'a@b.org%0d%0aBcc:c@d.org',
    '"a@b.org x"@c.org',
    '<a@b.org>',
    'a@b.org c@d.org',
    'a(b)@c.org',
    `${'a'.repeat(65)}@b.org`,
    'mailto:a@b.org',
  ])('such as %j is refused by every form, and nothing is kept', async (email) => {
    const answer = await start(email)
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      '/subscribe?failed=address',
    ])
    for (const path of ['/subscribe', '/subscriptions/manage']) {
      const { html } = await sendForm(site, path, { field: 'website', values: { email } })
      // NUL is dropped from what is typed, which then is two addresses in one.
      expect(html).toMatch(/doesn’t look like an email address/)
    }
    expect(await rows()).toEqual([])
  })

  it('is told so beside the field', async () => {
    const html = await (await fetch(`${site.url}/subscribe?failed=address`)).text()
    expect(html).toMatch(/<input[^>]*aria-invalid="true"[^>]*>/)
  })
})

describe('a link', () => {
  async function confirmable(email: string) {
    await start(email)
    return tokenIn((await mailsOnceThereAre(1))[0]) ?? ''
  }
  const press = (token: string) => post('/subscriptions/confirm/press', { token })

  it('confirms when its button is pressed, once, and opens what can be changed', async () => {
    const token = await confirmable('ada@example.org')
    const page = await (await fetch(`${site.url}/subscriptions/confirm?token=${token}`)).text()
    expect(page).toContain('ada@example.org')
    expect(page).toContain('Send the daily digest to ')
    expect(page).toMatch(/Your first digest comes right away, then every day at 08:00 \(/)
    const pressed = await press(token)
    expect(pressed.status).toBe(303)
    const path = pressed.headers.get('location') ?? ''
    expect(path).toMatch(/^\/subscriptions\/manage\?token=[\w-]{43}&confirmed=1$/)
    expect(await findSubscription('ada@example.org')).toMatchObject({ status: 'confirmed' })
    expect((await press(token)).headers.get('location')).toBe('/subscriptions/confirm')

    const changed = await sendForm(site, path, {
      field: 'timeZone',
      values: { cadence: 'weekly', topics: 'cs.cl, MATH.co', hour: '17', timeZone: 'Asia/Tokyo' },
    })
    expect(changed.html).toContain('Saved.')
    expect(await findSubscription('ada@example.org')).toMatchObject({
      ...{ cadence: 'weekly', topics: ['cs.CL', 'math.CO'], hour: 17, timeZone: 'Asia/Tokyo' },
    })
    const wrong = await sendForm(site, path, { field: 'timeZone', values: { topics: 'cs' } })
    expect(wrong.html).toContain('“cs” has 40 categories.')
  })

  it('changes nothing when it is looked at, whatever it leads to', async () => {
    const { id } = await aSubscriber({ email: 'bo@example.org', now: new Date(0) })
    const confirm = await confirmable('ada@example.org')
    const manage = await openToManage(id, new Date())
    const before = await rows()
    const paths = [
      `/subscriptions/confirm?token=${confirm}`,
      `/subscriptions/manage?token=${manage}`,
      `/subscriptions/manage?token=${manage}&confirmed=1`,
      `/subscriptions/unsubscribe?token=${await unsubscribeToken('bo@example.org')}`,
      `/api/u/${await unsubscribeToken('bo@example.org')}`,
      `/subscriptions/unsubscribe?done=${await unsubscribeToken('bo@example.org')}`,
      `/subscriptions/unsubscribe/back?token=${await unsubscribeToken('bo@example.org')}`,
      '/subscribe/start?email=cy@example.org',
      `/subscriptions/confirm/press?token=${confirm}`,
      '/subscribe?email=cy@example.org',
    ]
    for (const path of paths)
      for (const method of ['GET', 'HEAD'])
        for (const headers of [{}, { rsc: '1' }, { 'next-router-prefetch': '1', rsc: '1' }])
          await fetch(site.url + path, { method, headers: headers as Fields, redirect: 'manual' })
    expect(await rows()).toEqual(before)
  })

  it('forged, cut short or over does nothing, and says how to get another', async () => {
    const token = await confirmable('ada@example.org')
    const before = await rows()
    for (const wrong of [
      `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
      token.slice(1),
      '',
    ])
      expect((await press(wrong)).headers.get('location')).toBe('/subscriptions/confirm')
    expect(await rows()).toEqual(before)
    await database.query("update subscriptions set confirm_until = now() - interval '1 second'")
    expect((await press(token)).headers.get('location')).toBe('/subscriptions/confirm')
    const page = await (await fetch(`${site.url}/subscriptions/confirm?token=${token}`)).text()
    expect(page).toContain('Nothing to confirm')
    expect(await findSubscription('ada@example.org')).toMatchObject({ status: 'pending' })
  })

  it('of one kind is none of another', async () => {
    const { id } = await aSubscriber({ email: 'bo@example.org', now: new Date(0) })
    const confirm = await confirmable('ada@example.org')
    const manage = await openToManage(id, new Date())
    const stop = await unsubscribeToken('bo@example.org')
    const before = await rows()
    for (const token of [manage, stop]) await press(token)
    for (const token of [manage, confirm]) await post(`/api/u/${token}`, {})
    for (const token of [confirm, stop]) {
      const html = await (await fetch(`${site.url}/subscriptions/manage?token=${token}`)).text()
      expect(html).toContain('This link has expired')
    }
    expect(await rows()).toEqual(before)
  })

  it('to change ends the digest too, and no longer than it lasts', async () => {
    const { id } = await aSubscriber({ email: 'bo@example.org', now: new Date(0) })
    const path = `/subscriptions/manage?token=${await openToManage(id, new Date())}`
    await database.query("update subscriptions set manage_until = now() + interval '1 hour'")
    const html = await (await fetch(site.url + path)).text()
    const [, form = ''] = /<h2[^>]*>Unsubscribe<\/h2><form[^>]*>(.*?)<\/form>/s.exec(html) ?? []
    const body = new FormData()
    for (const [, name = '', value = ''] of form.matchAll(/name="([^"]*)"(?: value="([^"]*)")?/g))
      body.set(name, value.replaceAll('&quot;', '"').replaceAll('&amp;', '&'))
    const send = () =>
      fetch(site.url + path, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin: site.url },
        body,
      })
    await database.query("update subscriptions set manage_until = now() - interval '1 second'")
    expect(await (await send()).text()).toContain('nothing was changed')
    expect(await findSubscription('bo@example.org')).toMatchObject({ status: 'confirmed' })
    await database.query("update subscriptions set manage_until = now() + interval '1 hour'")
    const ended = await send()
    expect(ended.headers.get('location')).toMatch(/\/subscriptions\/unsubscribe\?done=[\w-]{43}$/)
    expect(await findSubscription('bo@example.org')).toMatchObject({ status: 'unsubscribed' })
  })

  it('to leave asks first, says when it is done, and offers the way back once', async () => {
    const email = 'theodoros@uni.example'
    await aSubscriber({
      email,
      cadence: 'weekly',
      topics: ['cs.CL'],
      now: new Date(0),
    })
    const stop = await unsubscribeToken(email)
    const show = async (path: string) =>
      (await (await fetch(site.url + path)).text()).replace(/<script\b.*?<\/script>/gs, '')
    const asked = await show(`/subscriptions/unsubscribe?token=${stop}`)
    expect(asked).toContain('Stop the weekly digest of papers in cs.CL to t…s@uni.example?')
    expect(asked).not.toMatch(/theodoros|You are unsubscribed|You won’t|stopped/)
    const left = await post(`/api/u/${stop}`, { page: '1' })
    const path = (left.headers.get('location') ?? '').replace(/^https?:\/\/[^/]+/, '')
    expect(path).toMatch(/^\/subscriptions\/unsubscribe\?done=[\w-]{43}$/)
    const done = await show(path)
    expect(done).toContain('You are unsubscribed')
    expect(done).toContain('We’ve stopped the weekly digest of papers in cs.CL to t…s@uni.example.')
    expect(done).not.toContain('theodoros')
    const [, token = ''] = /name="token" value="([\w-]{43})"/.exec(done) ?? []
    expect(await findSubscription(email)).toMatchObject({ status: 'unsubscribed' })
    const back = (origin = site.url) =>
      post('/subscriptions/unsubscribe/back', { token }, { origin })
    expect((await back('https://evil.example')).status).toBe(403)
    expect(await findSubscription(email)).toMatchObject({ status: 'unsubscribed' })
    const { headers } = await back()
    expect(await show(headers.get('location') ?? '')).toContain('You are subscribed again')
    expect(await findSubscription(email)).toMatchObject({
      ...{ status: 'confirmed', cadence: 'weekly', topics: ['cs.CL'] },
    })
    await post(`/api/u/${stop}`, {})
    expect((await back()).headers.get('location')).toBe('/subscribe')
    expect(await findSubscription(email)).toMatchObject({ status: 'unsubscribed' })
    // A second press has nothing to undo, and the page says as much.
    const again = await post(`/api/u/${stop}`, { page: '1' })
    expect(again.headers.get('location')).toMatch(/done=1$/)
    expect(await show('/subscriptions/unsubscribe?done=1')).toContain('href="/subscribe"')
  })

  it('from before somebody came back stops what came since', async () => {
    const email = 'bo@example.org'
    await aSubscriber({ email, now: new Date(0) })
    const old = await unsubscribeToken(email)
    await post(`/api/u/${old}`, {})
    const page = () => fetch(`${site.url}/subscriptions/unsubscribe?token=${old}`)
    expect(await (await page()).text()).toContain('You are unsubscribed')
    const token = await confirmable(email)
    await press(token)
    expect(await findSubscription(email)).toMatchObject({ status: 'confirmed' })
    expect(await (await page()).text()).toContain(`action="/api/u/${old}"`)
    await post(`/api/u/${old}`, {})
    expect(await findSubscription(email)).toMatchObject({ status: 'unsubscribed' })
  })

  it('stays out of other sites’ logs and of caches', async () => {
    const { id } = await aSubscriber({ email: 'bo@example.org', now: new Date(0) })
    const answer = await fetch(
      `${site.url}/subscriptions/manage?token=${await openToManage(id, new Date())}`,
    )
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    expect(await answer.text()).toContain('<meta name="referrer" content="same-origin"/>')
  })
})

it('another site’s page gets nothing done', async () => {
  const { id } = await aSubscriber({ email: 'bo@example.org', now: new Date(0) })
  const before = await rows()
  for (const origin of ['https://evil.example', 'null', `${site.url}.evil.example`]) {
    expect((await start('ada@example.org', { origin })).status).toBe(403)
    const token = await openToManage(id, new Date())
    expect((await post('/subscriptions/confirm/press', { token }, { origin })).status).toBe(403)
  }
  expect((await rows()).length).toBe(before.length)
})
