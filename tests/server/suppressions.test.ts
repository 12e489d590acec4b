/** Suppressions and providers over HTTP: who sees and lifts them, and what a form tells of them. */
import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { unsubscribeToken } from '../../src/db/subscriptions/mail-secrets.ts'
import { findSubscription, subscribe } from '../../src/db/subscriptions/subscriptions.ts'
import { findSuppression, recordMailEvent } from '../../src/db/suppressions/suppressions.ts'
import { env } from '../../src/env.ts'
import { useDatabase } from '../support/database.ts'
import { sendForm } from '../support/forms.ts'
import { aMember, TEST_SECRET, type TestMember } from '../support/sign-in.ts'
import { type Site, serveSite } from '../support/site.ts'
import { openSmtpSink, type SmtpSink } from '../support/smtp-sink.ts'
import { aSubscriber, WISHES } from '../support/subscribers.ts'

const EMAIL = 'ada@example.org'
const WEBHOOK = 'a-webhook-secret-of-forty-letters-or-so-x'
const MAILGUN = 'key-0123456789abcdef'
const SVIX = Buffer.from('a-key-of-twenty-four-byt')
const ec = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
const database = useDatabase()
let site: Site
let sink: SmtpSink
let [member, curator, admin] = [] as unknown as [TestMember, TestMember, TestMember]

beforeAll(async () => {
  Object.assign(env(), { AUTH_SECRET: TEST_SECRET, LIMITS: 'off' })
  member = await aMember()
  curator = await aMember({ role: 'curator' })
  admin = await aMember({ role: 'admin' })
  sink = await openSmtpSink()
  site = await serveSite({
    DATABASE_URL: database.url(),
    LIMITS: 'off',
    // A relay, so that the pages are those of a public site.
    SMTP_URL: sink.url,
    MAIL_WEBHOOK_SECRET: WEBHOOK,
    MAILGUN_WEBHOOK_KEY: MAILGUN,
    SENDGRID_WEBHOOK_KEY: ec.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    RESEND_WEBHOOK_SECRET: `whsec_${SVIX.toString('base64')}`,
  })
})
afterAll(async () => {
  await site?.stop()
  await sink?.close()
})
beforeEach(async () => {
  await database.query(
    'truncate subscriptions, suppressions, mail_events, unread_mail_events, moderation_log cascade',
  )
  sink.taken.length = 0
})

const suppressed = (email = EMAIL) =>
  recordMailEvent(
    { provider: 'mailgun', eventId: email, kind: 'complaint', email, deliveryId: null, reason: '' },
    new Date(),
  )
const page = async (path: string, who?: TestMember) => {
  const answer = await fetch(site.url + path, { headers: { cookie: who?.cookie ?? '' } })
  return { status: answer.status, html: await answer.text() }
}
const PAGE = '/admin/suppressions'
const act = (who: TestMember, values: Record<string, string>) =>
  sendForm(site, PAGE, { field: 'act', cookie: admin.cookie, sender: who.cookie, values })

describe('the desk', () => {
  it('shows admins the masked address and what was not understood, and nobody else', async () => {
    await suppressed()
    for (const who of [undefined, member, curator]) {
      const { status, html } = await page(PAGE, who)
      expect(status).toBe(404)
      expect(html).not.toContain('a…a@example.org')
    }
    const { status, html } = await page(PAGE, admin)
    expect(status).toBe(200)
    expect(html).toContain('a…a@example.org')
    expect(html).toContain('marked an email as spam')
    expect(html).not.toContain(EMAIL)
  })

  it('lifts by the list and by an address, for admins alone; the log tells no address', async () => {
    await suppressed()
    const [{ email_hmac: id } = { email_hmac: '' }] = await database.query<{ email_hmac: string }>(
      'select email_hmac from suppressions',
    )
    const values = { act: 'lift', suppression: id }
    for (const who of [member, curator]) await act(who, values)
    expect(await findSuppression(EMAIL)).toBe('complaint')
    expect((await act(admin, values)).html).toContain('The address can get email again')
    expect(await findSuppression(EMAIL)).toBeNull()
    await suppressed('bo@example.org')
    const typed = (address: string) => act(admin, { act: 'lift-address', address })
    expect((await typed('cy@example.org')).html).toContain('not suppressed')
    expect((await typed(' Bo@Example.org ')).html).toContain('The address can get email again')
    expect(await findSuppression('bo@example.org')).toBeNull()
    const { html } = await page('/moderation')
    expect(
      html.match(/lifted the suppression of an email address/g)?.length,
    ).toBeGreaterThanOrEqual(2)
    expect(html).not.toMatch(/bo@example|ada@example|…@/)
  })
})

describe('a form', () => {
  it('answers for a suppressed address as for any other, and tells everybody what to do', async () => {
    await suppressed()
    const answers: { email: string; path: string; status: number; text: string }[] = []
    for (const email of [EMAIL, 'bo@example.org']) {
      const form = {
        website: '',
        cadence: 'daily',
        topics: '',
        hour: '8',
        timeZone: 'Europe/Berlin',
      }
      for (const [path, values] of [
        ['/subscribe', { email, ...form }],
        ['/sign-in', { email }],
        ['/subscriptions/manage', { email }],
      ] as const) {
        const { status, html } = await sendForm(site, path, { field: 'email', values })
        expect(html).toContain('ask the people who run this site')
        answers.push({ email, path, status, text: textOf(html).replaceAll(email, 'ADDRESS') })
      }
    }
    const [first, second] = [EMAIL, 'bo@example.org'].map((one) =>
      answers
        .filter(({ email }) => email === one)
        .map(({ path, status, text }) => ({ path, status, text })),
    )
    expect(second).toEqual(first)
  })

  it('takes the letters of any script after the @, and says so where those before it cannot be mailed', async () => {
    const form = { website: '', cadence: 'daily', topics: '', hour: '8', timeZone: 'Europe/Berlin' }
    const ask = (email: string) =>
      sendForm(site, '/subscribe', { field: 'email', values: { email, ...form } })
    for (const email of ['info@пример.рф', 'INFO@xn--e1afmkfd.xn--p1ai', 'r&d@lab.example'])
      expect((await ask(email)).html).toContain('sent a confirmation link')
    expect(await database.query('select email from subscriptions order by 1')).toEqual([
      { email: 'info@xn--e1afmkfd.xn--p1ai' },
      { email: 'r&d@lab.example' },
    ])
    expect((await ask('jürgen@example.org')).html).toContain('letters such as ü before the @')
  })
})

describe('one click', () => {
  const click = (token: string, init: RequestInit) =>
    fetch(`${site.url}/api/u/${token}`, { method: 'POST', redirect: 'manual', ...init })

  it('is told as such in every encoding of forms', async () => {
    const { email } = await aSubscriber({ email: EMAIL })
    const token = await unsubscribeToken(email)
    const multipart = new FormData()
    multipart.set('List-Unsubscribe', 'One-Click')
    for (const body of [multipart, new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })]) {
      await database.query("update subscriptions set status = 'confirmed', left_by = null")
      expect((await click(token, { body })).status).toBe(200)
      expect(await database.query('select status, left_by from subscriptions')).toEqual([
        { status: 'unsubscribed', left_by: 'one-click' },
      ])
    }
  })

  it('in a broken form still stops the mail, by the page’s own way', async () => {
    await aSubscriber({ email: EMAIL })
    const headers = { 'content-type': 'multipart/form-data; boundary=x' }
    const token = await unsubscribeToken(EMAIL)
    expect((await click(token, { body: 'nonsense', headers })).status).toBe(200)
    expect(await findSubscription(EMAIL)).toMatchObject({ status: 'unsubscribed' })
  })
})

describe('a provider', () => {
  const tell = async (provider: string, body: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${site.url}/api/mail/${provider}`, {
      method: 'POST',
      body,
      headers,
    })
    return answer.status === 200 ? answer.json() : answer.status
  }
  const seconds = () => String(Math.floor(Date.now() / 1000))
  const basic = { authorization: `Basic ${btoa(`hook:${WEBHOOK}`)}` }
  const mailgun = (event: unknown, token = 't1') => {
    const timestamp = seconds()
    const signature = createHmac('sha256', MAILGUN)
      .update(timestamp + token)
      .digest('hex')
    return JSON.stringify({ signature: { timestamp, token, signature }, 'event-data': event })
  }
  const sendgrid = (body: string) => {
    const timestamp = seconds()
    const signature = sign('sha256', Buffer.from(timestamp + body), ec.privateKey)
    return {
      'x-twilio-email-event-webhook-timestamp': timestamp,
      'x-twilio-email-event-webhook-signature': signature.toString('base64'),
    }
  }
  const resend = (body: string) => {
    const timestamp = seconds()
    const signature = createHmac('sha256', SVIX).update(`m1.${timestamp}.${body}`).digest('base64')
    return { 'svix-id': 'm1', 'svix-timestamp': timestamp, 'svix-signature': `v1,${signature}` }
  }

  it('with the right signature is heard, each in its own way', async () => {
    const address = (name: string) => `${name}@example.org`
    const ours = mailgun({ event: 'complained', recipient: address('mailgun') })
    expect(await tell('mailgun', ours)).toEqual({ recorded: 1, setAside: 0 })
    expect(await tell('mailgun', ours)).toEqual({ recorded: 0, setAside: 0 })
    const grid = JSON.stringify([
      { event: 'spamreport', email: address('sendgrid'), sg_event_id: 'e' },
    ])
    expect(await tell('sendgrid', grid, sendgrid(grid))).toEqual({ recorded: 1, setAside: 0 })
    const sent = JSON.stringify({ type: 'email.complained', data: { to: [address('resend')] } })
    expect(await tell('resend', sent, resend(sent))).toEqual({ recorded: 1, setAside: 0 })
    const brevo = JSON.stringify({ event: 'spam', email: address('brevo') })
    expect(await tell('brevo', brevo, { authorization: `Bearer ${WEBHOOK}` })).toMatchObject({
      recorded: 1,
    })
    const mailjet = JSON.stringify([{ event: 'spam', time: 1, email: address('mailjet') }])
    expect(await tell('mailjet', mailjet, basic)).toEqual({ recorded: 1, setAside: 0 })
    for (const name of ['mailgun', 'sendgrid', 'resend', 'brevo', 'mailjet'])
      expect([name, await findSuppression(address(name))]).toEqual([name, 'complaint'])
  })

  it('without one is not', async () => {
    const body = JSON.stringify([{ event: 'spamreport', email: EMAIL, sg_event_id: 'e' }])
    for (const provider of [
      'mailgun',
      'sendgrid',
      'resend',
      'brevo',
      'mailjet',
      'postmark',
      'generic',
      'ses',
    ])
      expect([provider, await tell(provider, body)]).toEqual([provider, 401])
    expect(await tell('constructor', body)).toBe(404)
    expect(await findSuppression(EMAIL)).toBeNull()
  })

  it('that is signed and not understood is set aside for the desk, and the rest counts', async () => {
    const body = JSON.stringify([
      { event: 'bounce', sg_event_id: 7, email: 'odd <script>' },
      { event: 'spamreport', email: EMAIL, sg_event_id: 'e' },
    ])
    expect(await tell('sendgrid', body, sendgrid(body))).toEqual({ recorded: 1, setAside: 1 })
    expect(await tell('postmark', 'nonsense', basic)).toEqual({ recorded: 0, setAside: 1 })
    expect(await findSuppression(EMAIL)).toBe('complaint')
    const { html } = await page(PAGE, admin)
    expect(html).toContain('sendgrid: sg_event_id')
    expect(html).toContain('postmark: it is not JSON')
    expect(html).not.toContain('odd <script>')
    const [{ id } = { id: 0 }] = await database.query<{ id: number }>(
      "select id from unread_mail_events where provider = 'postmark'",
    )
    await act(curator, { act: 'drop', event: String(id) })
    expect(await database.query('select 1 from unread_mail_events')).toHaveLength(2)
    await act(admin, { act: 'drop', event: String(id) })
    expect(await database.query('select provider from unread_mail_events')).toEqual([
      { provider: 'sendgrid' },
    ])
  })
})

describe('a complaint that is lifted', () => {
  it('leaves its owner free to subscribe again', async () => {
    await aSubscriber({ email: EMAIL })
    await suppressed()
    expect(await findSubscription(EMAIL)).toMatchObject({ status: 'unsubscribed' })
    await act(admin, { act: 'lift-address', address: EMAIL })
    expect(await subscribe(EMAIL, WISHES, new Date())).toMatchObject({ kind: 'confirm' })
  })
})

/** What a page says, without its markup and what differs from one rendering to the next. */
function textOf(html: string): string {
  const main = /<main\b.*<\/main>/s.exec(html)?.[0] ?? ''
  return main.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
}
