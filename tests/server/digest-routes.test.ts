import { createHmac } from 'node:crypto'
import PostalMime from 'postal-mime'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stopRepliesToken } from '../../src/db/comments/reply-mail.ts'
import { findSubscription, subscribe } from '../../src/db/subscriptions/subscriptions.ts'
import { env } from '../../src/env.ts'
import { confirmMail } from '../../src/mail/confirm.ts'
import { closeMail } from '../../src/mail/transport.ts'
import { openMailbox } from '../../src/server/mailbox.ts'
import { given } from '../db/given-papers.ts'
import { useDatabase } from '../support/database.ts'
import { aDraft } from '../support/papers.ts'
import { sendMail } from '../support/send-mail.ts'
import { aMemberRow } from '../support/sign-in.ts'
import { type Site, serveSite } from '../support/site.ts'
import { aSubscriber, TEST_SECRET, WISHES } from '../support/subscribers.ts'

const CRON = 'a-cron-secret-of-forty-letters-and-some-x'
const WEBHOOK = 'a-webhook-secret-of-forty-letters-or-so-x'
const database = useDatabase()
let site: Site
let closeMailbox = async () => {}

type Mail = { n: number; to: string; subject: string; text: string; links: string[] }
const mailbox = async (): Promise<Mail[]> => (await fetch(`${site.url}/mailbox.json`)).json()
const bearer = { authorization: `Bearer ${CRON}` }
const cron = (headers: Record<string, string> = bearer, job = 'digest', method = 'POST') =>
  fetch(`${site.url}/api/cron/${job}`, { method, headers })
/** A turn that is open now, whatever the time of day. */
const openTurn = () => {
  const hour = new Date(Date.now() - 3_600_000).getUTCHours()
  return { ...WISHES, hour, timeZone: 'Etc/UTC' }
}
const statusOf = async (email: string) => (await findSubscription(email))?.status

beforeAll(async () => {
  Object.assign(env(), { AUTH_SECRET: TEST_SECRET, LIMITS: 'off' })
  await given(
    aDraft({ title: 'A paper to be mailed', listings: [{ date: '2026-02-09', listedAt: null }] }),
  )
  site = await serveSite({
    DATABASE_URL: database.url(),
    AUTH_SECRET: TEST_SECRET,
    CRON_SECRET: CRON,
    MAIL_WEBHOOK_SECRET: WEBHOOK,
  })
  env().SITE_URL = site.url
  closeMailbox = await openMailbox()
})
afterAll(async () => {
  closeMail()
  await closeMailbox()
  await site?.stop()
})

describe('the cron route', () => {
  it.each([
    ['no header', {}],
    ['no secret', { authorization: 'Bearer ' }],
    ['undefined', { authorization: 'Bearer undefined' }],
    ['a beginning', { authorization: `Bearer ${CRON.slice(0, -1)}` }],
    ['another scheme', { authorization: `Basic ${CRON}` }],
    ['the bare secret', { authorization: CRON }],
  ])('with %s answers 401 and says nothing', async (_what, headers) => {
    for (const method of ['GET', 'POST']) {
      const answer = await cron(headers as Record<string, string>, 'digest', method)
      expect([answer.status, await answer.text()]).toEqual([401, ''])
      expect(answer.headers.get('cache-control')).toContain('no-store')
    }
  })

  it('answers to the secret with a report, by GET and by POST', async () => {
    for (const method of ['GET', 'POST']) {
      const answer = await cron(bearer, 'digest', method)
      expect(answer.status).toBe(200)
      expect(await answer.json()).toMatchObject({ planned: 0, sent: 0, remaining: 0, paused: null })
    }
    expect((await cron(bearer, 'reconcile')).status).toBe(200)
    expect((await cron(bearer, 'nothing')).status).toBe(404)
  })

  it('answers with a report in plain words also when a job fails', async () => {
    await database.query('alter table papers rename to papers_away')
    const answer = await cron(bearer, 'reconcile')
    await database.query('alter table papers_away rename to papers')
    expect(answer.status).toBe(500)
    const { errors } = await answer.json()
    expect(errors).toHaveLength(1)
    expect(errors[0]).toContain('papers')
  })

  it('sends the letters that wait, too', async () => {
    const answer = await cron(bearer, 'send-letters')
    expect([answer.status, await answer.json()]).toMatchObject([200, { sent: 0, errors: [] }])
  })
})

describe('from a wish to the last mail', () => {
  const email = 'ada@example.org'
  let unsubscribeUrl = ''

  it('a confirmation comes, and nothing else before it is used', async () => {
    const letter = await subscribe(email, openTurn(), new Date())
    if (letter?.kind !== 'confirm') throw new Error('no confirmation')
    await sendMail({ to: email, ...(await confirmMail(letter.token, letter.wishes)) })
    const [mail] = await mailbox()
    expect(mail).toMatchObject({ to: email, subject: 'Confirm your subscription to Broadsheet' })
    expect(mail?.links[0]).toBe(`${site.url}/subscriptions/confirm?token=${letter.token}`)
    await cron()
    expect(await mailbox()).toHaveLength(1)
  })

  it('the digest comes once, ten calls at once or not', async () => {
    await database.query(
      "update subscriptions set status = 'confirmed', confirmed_at = now(), first_from = now()",
    )
    const reports = await Promise.all(Array.from({ length: 10 }, async () => (await cron()).json()))
    expect(reports.reduce((sum, { sent }) => sum + sent, 0)).toBe(1)
    const mails = (await mailbox()).filter(({ subject }) => subject.startsWith('A paper'))
    expect(mails).toHaveLength(1)
    expect(mails[0]?.text).toContain('A paper to be mailed')
    const raw = await (await fetch(`${site.url}/mailbox/${mails[0]?.n}.eml`)).text()
    const { headers } = await PostalMime.parse(raw)
    const named = (key: string) =>
      headers.filter((header) => header.key === key).map(({ value }) => value)
    expect(named('list-unsubscribe-post')).toEqual(['List-Unsubscribe=One-Click'])
    expect(named('list-unsubscribe')).toHaveLength(1)
    unsubscribeUrl = named('list-unsubscribe')[0]?.slice(1, -1) ?? ''
    expect(unsubscribeUrl).toMatch(new RegExp(`^${site.url}/api/u/[\\w-]+$`))
  })

  it('the link, opened by a scanner, changes nothing and leads to a page with a button', async () => {
    for (const method of ['GET', 'HEAD']) {
      const answer = await fetch(unsubscribeUrl, { method, redirect: 'manual' })
      expect(answer.status).toBe(303)
      expect(answer.headers.get('location')).toContain('/subscriptions/unsubscribe?token=')
    }
    const page = await (await fetch(unsubscribeUrl)).text()
    expect(page).toMatch(/<form action="\/api\/u\/[\w-]+" method="post"/)
    expect(await statusOf(email)).toBe('confirmed')
  })

  it('a forged link does nothing, and nobody can tell', async () => {
    const forged = unsubscribeUrl.replace(/.$/, (letter) => (letter === 'A' ? 'B' : 'A'))
    for (const url of [forged, `${site.url}/api/u/1-${'x'.repeat(22)}`, `${site.url}/api/u/test`]) {
      const answer = await fetch(url, { method: 'POST', body: 'List-Unsubscribe=One-Click' })
      expect([answer.status, await answer.text()]).toEqual([200, 'You are unsubscribed.\n'])
    }
    expect(await statusOf(email)).toBe('confirmed')
  })

  it('one bare click stops the mail, for good and as often as one likes', async () => {
    for (let click = 0; click < 2; click++) {
      const answer = await fetch(unsubscribeUrl, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          origin: 'https://mail.example',
        },
        body: 'List-Unsubscribe=One-Click',
      })
      expect(answer.status).toBe(200)
      expect(answer.headers.get('set-cookie')).toBeNull()
      expect(await statusOf(email)).toBe('unsubscribed')
    }
    expect(await database.query('select left_by from subscriptions')).toEqual([
      { left_by: 'one-click' },
    ])
    // A POST of another making works as well, and is told apart.
    await database.query("update subscriptions set status = 'confirmed'")
    expect((await fetch(unsubscribeUrl, { method: 'POST' })).status).toBe(200)
    expect(await database.query('select status, left_by from subscriptions')).toEqual([
      { status: 'unsubscribed', left_by: 'page' },
    ])
    await given(aDraft({ listings: [{ date: '2026-02-10', listedAt: null }] }))
    expect(await (await cron()).json()).toMatchObject({ planned: 0, sent: 0 })
    expect(await (await fetch(unsubscribeUrl)).text()).toContain('You are unsubscribed')
  })

  it('the button of the page does the same and says so', async () => {
    const { email: other } = await aSubscriber(openTurn())
    await cron()
    const [mail] = await mailbox()
    expect(mail?.to).toBe(other)
    const url = /Unsubscribe: (\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
    const answer = await fetch(url, { method: 'POST', body: new URLSearchParams({ page: '1' }) })
    expect(await answer.text()).toContain('You are unsubscribed')
    expect(await statusOf(other)).toBe('unsubscribed')
  })
})

describe('the link in a notice of a reply', () => {
  const isWanted = async (id: string) =>
    (await database.query('select 1 from members where id = $1 and wants_reply_mail', [id])).length

  it('asks first when it is opened, and stops the notices when it is clicked', async () => {
    const id = await aMemberRow()
    const url = `${site.url}/api/replies/${await stopRepliesToken(id)}`
    const opened = await fetch(url, { redirect: 'manual' })
    expect(opened.status).toBe(303)
    const page = await (await fetch(opened.headers.get('location') ?? '')).text()
    expect(page).toContain('Turn off reply emails')
    expect(await isWanted(id)).toBe(1)
    expect((await fetch(`${url}x`, { method: 'POST' })).status).toBe(200)
    expect(await isWanted(id)).toBe(1)
    const clicked = await fetch(url, { method: 'POST', body: 'List-Unsubscribe=One-Click' })
    expect([clicked.status, await isWanted(id)]).toEqual([200, 0])
  })
})

describe('health', () => {
  const digest = async () => {
    const answer = await fetch(`${site.url}/api/health`)
    expect(answer.status).toBe(200)
    return (await answer.json()).digest
  }

  it('says in plain words that the digest does not go out as it should', async () => {
    await database.query('truncate digest_runs')
    expect(await digest()).toBe('ok')
    await database.query(
      `insert into digest_runs (started_at, report) values (now(), '{"errors": ["Sending stopped"]}')`,
    )
    expect(await digest()).toBe('Something failed in the last run.')
    await database.query('truncate digest_runs')
  })
})

describe('a provider’s word', () => {
  const tell = (provider: string, body: string, headers: Record<string, string> = {}) =>
    fetch(`${site.url}/api/mail/${provider}`, { method: 'POST', body, headers })
  const signed = (body: string) => ({
    'x-broadsheet-signature': `sha256=${createHmac('sha256', WEBHOOK).update(body).digest('hex')}`,
  })
  const basic = { authorization: `Basic ${Buffer.from(`hook:${WEBHOOK}`).toString('base64')}` }

  it('of a complaint stops the mail for good, once, and only when it is signed', async () => {
    const { email } = await aSubscriber()
    const body = JSON.stringify({ id: 'e1', type: 'complaint', email })
    expect((await tell('generic', body)).status).toBe(401)
    expect((await tell('generic', body, signed(`${body} `))).status).toBe(401)
    expect(await (await tell('generic', body, signed(body))).json()).toMatchObject({ recorded: 1 })
    expect(await (await tell('generic', body, signed(body))).json()).toMatchObject({ recorded: 0 })
    await database.query('delete from subscriptions where email = $1', [email])
    expect(await subscribe(email, WISHES, new Date())).toBeNull()
  })

  it('in Postmark’s shape counts with the secret alone', async () => {
    const { email } = await aSubscriber()
    const bounce = { RecordType: 'Bounce', ID: 42, Type: 'HardBounce', Email: email, Name: 'x' }
    const body = JSON.stringify(bounce)
    expect((await tell('postmark', body)).status).toBe(401)
    expect(await (await tell('postmark', body, basic)).json()).toMatchObject({ recorded: 1 })
    const soft = JSON.stringify({ ...bounce, ID: 43, Type: 'Transient' })
    expect(await (await tell('postmark', soft, basic)).json()).toMatchObject({ recorded: 1 })
    const rows = await database.query(
      "select kind from mail_events where provider = 'postmark' order by id",
    )
    expect(rows).toEqual([{ kind: 'hard_bounce' }, { kind: 'soft_bounce' }])
  })

  it('of nobody, or of SES without a topic, is refused', async () => {
    expect((await tell('ses', '{}')).status).toBe(401)
    expect((await tell('nobody', '{}')).status).toBe(404)
    expect((await tell('generic', 'nonsense')).status).toBe(401)
    expect(await (await tell('generic', 'nonsense', signed('nonsense'))).json()).toEqual({
      recorded: 0,
      setAside: 1,
    })
  })
})
