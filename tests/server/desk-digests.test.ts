/** The digests' desk over HTTP: who sees and does what, and what a preview may do in a browser. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listDigests } from '../../src/db/digests/digest-desk.ts'
import { recordMailEvent } from '../../src/db/suppressions/suppressions.ts'
import { env } from '../../src/env.ts'
import { planDigests } from '../../src/jobs/plan-digests.ts'
import { given } from '../db/given-papers.ts'
import { useDatabase } from '../support/database.ts'
import { type Sent, sendForm } from '../support/forms.ts'
import { aDraft } from '../support/papers.ts'
import { aMember, TEST_SECRET, type TestMember } from '../support/sign-in.ts'
import { type Site, serveSite } from '../support/site.ts'
import { aSubscriber } from '../support/subscribers.ts'

const NOW = new Date('2026-02-09T13:30:00Z')
const database = useDatabase()
let site: Site
let [member, curator, admin] = [] as unknown as [TestMember, TestMember, TestMember]
let id = 0

beforeAll(async () => {
  Object.assign(env(), { AUTH_SECRET: TEST_SECRET, LIMITS: 'off' })
  await given(aDraft({ title: 'A paper <script>alert(1)</script> to be mailed' }))
  member = await aMember()
  curator = await aMember({ role: 'curator' })
  admin = await aMember({ role: 'admin' })
  site = await serveSite({ DATABASE_URL: database.url(), LIMITS: 'off' })
})
afterAll(() => site?.stop())
beforeEach(async () => {
  await database.query('truncate subscriptions, deliveries, digests, mailbox, limits cascade')
  await aSubscriber({ email: 'ada@example.org' })
  await aSubscriber({ email: 'bo@example.org' })
  // Readers of some weeks, who share one digest.
  await database.query(
    `update subscriptions set first_from = null, confirmed_at = '2026-02-01T13:00:00Z',
       covered_until = '2026-02-01T13:00:00Z', turned_at = '2026-02-01T13:00:00Z'`,
  )
  await database.query("update papers set news_at = '2026-02-05T01:00:00Z'")
  await planDigests(NOW)
  await database.query(
    `update deliveries set status = 'held', doubt = 2, response = '=1+1'
     where subscription_id = (select id from subscriptions where email = 'ada@example.org')`,
  )
  id = (await listDigests(1))[0]?.id ?? 0
})

const get = (path: string, who?: TestMember, headers: Record<string, string> = {}) =>
  fetch(site.url + path, { redirect: 'manual', headers: { cookie: who?.cookie ?? '', ...headers } })
/** A form of the admin's page, also sent by others. */
const act = (who: TestMember, values: Record<string, string>): Promise<Sent> =>
  sendForm(site, '/admin/digests', {
    field: 'act',
    cookie: admin.cookie,
    sender: who.cookie,
    values: { cadence: '', digest: '', delivery: '', reason: '', ...values },
  })
const states = async () =>
  (
    await database.query<{ email: string; status: string }>(
      `select s.email, d.status from deliveries d join subscriptions s on s.id = d.subscription_id
       order by s.email`,
    )
  ).map(({ email, status }) => `${email} ${status}`)
const heldId = async () =>
  (await database.query<{ id: string }>("select id from deliveries where status = 'held'"))[0]
    ?.id ?? ''

describe('the page', () => {
  const paths = () => [
    '/admin/digests',
    '/admin/digests/daily.html',
    '/admin/digests/weekly.html',
    `/admin/digests/${id}.html`,
    `/admin/digests/${id}.csv`,
  ]

  it('and its files are a 404 for readers and members, and tell nothing', async () => {
    for (const path of paths()) {
      for (const who of [undefined, member]) {
        const answer = await get(path, who)
        const said = await answer.text()
        expect({ path, status: answer.status }).toEqual({ path, status: 404 })
        expect(said).not.toMatch(/ada@example|to be mailed|Planned/)
      }
    }
  })

  it('adds up for curators, and offers them nothing that is an admin’s', async () => {
    const html = (await (await get('/admin/digests', curator)).text()).replaceAll('<!-- -->', '')
    const row = /<tr><th scope="row".*?<\/tr>/s.exec(html)?.[0] ?? ''
    const counts = [...row.matchAll(/<td[^>]*>(\d+)<\/td>/g)].map(([, count]) => Number(count))
    expect(counts).toEqual([2, 0, 1, 1, 0, 0, 0, 0])
    expect(html).toContain('ada@example.org')
    expect(html).not.toMatch(/Send me a test|Resend|>Pause|\.csv/)
    expect((await get(`/admin/digests/${id}.csv`, curator)).status).toBe(404)
  })

  it('shows a mail under a policy in which nothing of it can act', async () => {
    for (const path of paths().filter((one) => one.endsWith('.html'))) {
      const answer = await get(path, curator)
      expect([path, answer.status]).toEqual([path, 200])
      expect(answer.headers.get('content-security-policy')).toMatch(/^sandbox .*default-src 'none'/)
      expect(answer.headers.get('cache-control')).toBe('private, no-store')
      const html = await answer.text()
      expect(html).not.toContain('__UNSUBSCRIBE__')
      expect(html).not.toContain('<script')
      expect(html).toContain('/api/u/test')
    }
    expect((await get('/admin/digests/999999.html', curator)).status).toBe(404)
  })

  it('lets an admin have the list of those who did not get it, fit for a spreadsheet', async () => {
    const answer = await get(`/admin/digests/${id}.csv`, admin)
    expect(answer.headers.get('content-disposition')).toContain('attachment')
    expect(await answer.text()).toBe("email,status,response\r\nada@example.org,held,'=1+1\r\n")
  })
})

describe('an act', () => {
  it('of a curator or a member does nothing', async () => {
    const before = await states()
    for (const who of [curator, member]) {
      await act(who, { act: 'pause', digest: String(id), reason: 'Because' })
      await act(who, { act: 'drop', delivery: await heldId() })
      await act(who, { act: 'test', cadence: 'daily' })
    }
    expect(await states()).toEqual(before)
    expect(await listDigests(1)).toMatchObject([{ status: 'open' }])
    expect(await database.query('select 1 from mailbox')).toEqual([])
  })

  it('pauses with a reason, which the public log tells, and resumes', async () => {
    const without = await act(admin, { act: 'pause', digest: String(id) })
    expect(without.html).toContain('Please give a reason')
    const paused = await act(admin, { act: 'pause', digest: String(id), reason: 'A wrong title' })
    expect(paused.html).toContain('Digest paused')
    expect(await listDigests(1)).toMatchObject([{ status: 'paused' }])
    const log = (await (await get('/moderation')).text()).replaceAll('<!-- -->', '')
    expect(log).toMatch(/paused.*the daily digest of 9 February 2026.*A wrong title/s)
    expect((await act(admin, { act: 'resume', digest: String(id) })).html).toContain(
      'Digest resumed',
    )
    expect(await listDigests(1)).toMatchObject([{ status: 'open' }])
  })

  it('resends a held mail once, or gives it up', async () => {
    const delivery = await heldId()
    expect((await act(admin, { act: 'resend', delivery })).html).toContain('will be sent again')
    expect(await states()).toEqual(['ada@example.org in_doubt', 'bo@example.org queued'])
    expect((await act(admin, { act: 'drop', delivery })).html).toContain('No change needed')
    await database.query("update deliveries set status = 'held' where id = $1", [delivery])
    expect((await act(admin, { act: 'drop', delivery })).html).toContain('was dropped')
    expect(await states()).toEqual(['ada@example.org cancelled', 'bo@example.org queued'])
  })

  it('sends a test to the admin alone, which is no delivery and stops nothing', async () => {
    const before = await states()
    const sent = await act(admin, { act: 'test', cadence: 'daily' })
    expect(sent.html).toContain(`Test sent to ${admin.email}`)
    const mails = (await (await fetch(`${site.url}/mailbox.json`)).json()) as {
      n: number
      to: string
      subject: string
    }[]
    expect(mails).toMatchObject([
      { to: admin.email, subject: '[TEST] A paper <script>alert(1)</script> to be mailed' },
    ])
    const raw = await (await fetch(`${site.url}/mailbox/${mails[0]?.n}.eml`)).text()
    expect(raw).toMatch(/^Message-ID: <test\.[0-9a-f-]+@/m)
    expect(raw).toContain(`List-Unsubscribe: <${site.url}/api/u/test>`)
    await fetch(`${site.url}/api/u/test`, { method: 'POST', body: 'List-Unsubscribe=One-Click' })
    expect(await states()).toEqual(before)
    expect(await database.query("select 1 from subscriptions where status <> 'confirmed'")).toEqual(
      [],
    )
  })
})

describe('a member’s settings', () => {
  const wishes = { cadence: 'weekly', topics: 'cs.RO', hour: '7', timeZone: 'Europe/Berlin' }
  const save = (who: TestMember) =>
    sendForm(site, '/settings', { field: 'timeZone', cookie: who.cookie, values: wishes })
  const rowOf = async ({ email }: TestMember) =>
    (
      await database.query('select status, cadence, hour from subscriptions where email = $1', [
        email,
      ])
    )[0]

  it('subscribe their own address at once, and the lists invite them no more', async () => {
    const who = await aMember()
    expect(await (await get('/', who)).text()).toContain('/settings#digest')
    await save(who)
    expect(await rowOf(who)).toEqual({ status: 'confirmed', cadence: 'weekly', hour: 7 })
    expect(await database.query('select 1 from mailbox')).toEqual([])
    const page = (await (await get('/settings', who)).text()).replaceAll('<!-- -->', '')
    expect(page).toContain('You get the weekly digest of papers in cs.RO, every Monday at 07:00')
    expect(await (await get('/', who)).text()).not.toContain('/settings#digest')
  })

  it('end it again', async () => {
    const who = await aMember()
    await save(who)
    const html = await (await get('/settings', who)).text()
    const [, form = ''] = /<form[^>]*class="mt-4"[^>]*>(.*?)<\/form>/s.exec(html) ?? []
    const body = new FormData()
    for (const [, name = '', value = ''] of form.matchAll(/name="([^"]*)"(?: value="([^"]*)")?/g))
      body.set(name, value.replaceAll('&quot;', '"').replaceAll('&amp;', '&'))
    const headers = { cookie: who.cookie, origin: site.url }
    const ended = await fetch(`${site.url}/settings`, { method: 'POST', headers, body })
    expect(await ended.text()).toContain('get any more digests')
    expect(await rowOf(who)).toMatchObject({ status: 'unsubscribed' })
  })

  it('say why nothing is sent to an address after a complaint', async () => {
    const who = await aMember()
    const event = { provider: 'test', eventId: who.email, kind: 'complaint' as const }
    await recordMailEvent({ ...event, email: who.email, deliveryId: null, reason: '' }, NOW)
    const page = await (await get('/settings', who)).text()
    expect(page).toContain('was marked as spam')
    expect(page).not.toContain('name="timeZone"')
  })
})
