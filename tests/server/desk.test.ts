/** The curators' desk over HTTP: nobody else sees it or acts through it; what is removed is gone. */
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../src/db/client.ts'
import { submitPaper } from '../../src/db/editions/submissions.ts'
import { importPapers } from '../../src/db/papers/import-papers.ts'
import { removePaper, restorePaper } from '../../src/db/papers/removals.ts'
import { useDatabase } from '../support/database.ts'
import { sendForm } from '../support/forms.ts'
import { aDraft, NEW_YORK } from '../support/papers.ts'
import { aMember, type TestMember } from '../support/sign-in.ts'
import { type Site, serveSite } from '../support/site.ts'

const database = useDatabase()
const NOTE = 'A note that only curators read'
let site: Site
let [member, curator, admin] = [] as unknown as [TestMember, TestMember, TestMember]
let waiting = ''

async function aPaper(listedOn: string[] = ['2026-02-09']): Promise<string> {
  const draft = aDraft({ listings: listedOn.map((date) => ({ date, listedAt: null })) })
  await importPapers([{ draft, position: 0 }], { now: new Date(), clock: NEW_YORK })
  return draft.arxivId ?? ''
}

beforeAll(async () => {
  member = await aMember()
  curator = await aMember({ role: 'curator' })
  admin = await aMember({ role: 'admin' })
  waiting = await aPaper([])
  const submission = { memberId: member.id, paperId: waiting, draft: null, note: NOTE }
  await submitPaper({ ...submission, now: new Date(), clock: NEW_YORK })
  site = await serveSite({ DATABASE_URL: database.url(), LIMITS: 'off' })
})
afterAll(() => site?.stop())

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(site.url + path, { method, headers, redirect: 'manual' })
const act = (who: TestMember, values: Record<string, string>, path = '/admin') =>
  sendForm(site, path, { field: 'act', cookie: curator.cookie, sender: who.cookie, values })
const countActs = () => db().moderationEntry.count()

describe('the desk', () => {
  const FORMS: Record<string, string>[] = [
    {},
    { rsc: '1' },
    { rsc: '1', 'next-router-prefetch': '1' },
    { rsc: '1', 'next-router-segment-prefetch': '/admin' },
    { 'x-nextjs-data': '1' },
    { 'x-middleware-subrequest': 'middleware:middleware:middleware' },
  ]
  const paths = () => [
    '/admin',
    '/admin?_rsc=abc',
    '/admin/reports',
    '/admin/papers',
    `/admin/papers/${waiting}`,
    `/admin/members?who=${member.handle}`,
  ]

  it('is a 404 for readers and members, however they ask, and tells nothing', async () => {
    for (const path of paths()) {
      for (const headers of FORMS) {
        for (const cookie of ['', member.cookie]) {
          const answer = await get(path, { ...headers, cookie })
          const body = await answer.text()
          // A prefetch renders no page: it is told the names of the folders of the app.
          const isPrefetch = Object.keys(headers).some((name) => name.endsWith('-prefetch'))
          const status = isPrefetch && answer.status === 200 ? 200 : 404
          expect({ path, headers, status: answer.status }).toEqual({ path, headers, status })
          expect(body).not.toContain(NOTE)
          expect(body).not.toContain('/admin/reports')
        }
      }
    }
  })

  it('opens to curators, and its members’ page to admins alone', async () => {
    for (const path of paths().slice(0, 5)) {
      expect((await get(path, { cookie: curator.cookie })).status, path).toBe(200)
    }
    const page = `/admin/members?who=${member.email}`
    expect((await get(page, { cookie: curator.cookie })).status).toBe(404)
    const shown = await get(page, { cookie: admin.cookie })
    expect(await shown.text()).toContain(member.email)
    expect(shown.headers.get('cache-control')).toBe('private, no-store')
    expect(await (await get('/admin', { cookie: curator.cookie })).text()).toContain(NOTE)
  })

  it('lets no member act, wherever they send a curator’s form to', async () => {
    const tried: Record<string, string>[] = [
      { act: 'list', paper: waiting, date: '2026-02-09' },
      { act: 'decline', paper: waiting, reason: 'Mine' },
      { act: 'remove', paper: waiting, reason: 'Mine' },
      { act: 'set-organization', paper: waiting, organization: 'Mine' },
    ]
    for (const values of tried) {
      expect((await act(member, values)).status).toBe(404)
    }
    expect(await countActs()).toBe(0)
  })

  it('lets no curator do what admins do, and no admin do it to themselves', async () => {
    const send = (who: TestMember, values: Record<string, string>) =>
      sendForm(site, `/admin/members?who=${member.handle}`, {
        field: 'act',
        cookie: admin.cookie,
        sender: who.cookie,
        values,
      })
    for (const who of [member, curator]) {
      await send(who, { act: 'role', member: who.id, role: 'admin' })
      await send(who, { act: 'ban', member: admin.id, reason: 'Mine' })
    }
    const self = await send(admin, { act: 'role', member: admin.id, role: 'member' })
    expect(self.html).toContain('You can’t change your own role or close your own account')
    expect(await countActs()).toBe(0)
    const rows = await db().member.findMany({ select: { role: true, bannedAt: true } })
    expect(rows.map(({ role }) => role).toSorted()).toEqual(['admin', 'curator', 'member'])
    expect(rows.every(({ bannedAt }) => bannedAt === null)).toBe(true)
  })

  it('answers nonsense with a word, and changes nothing', async () => {
    const { html } = await act(curator, { act: 'list', paper: waiting, date: '2026-02-30' })
    expect(html).toContain('Enter a date such as 2026-02-09.')
    const nonsense: Record<string, string>[] = [
      { act: 'list', paper: waiting, date: '2999-01-04' },
      { act: 'list', paper: waiting, date: '2026-02-07' },
      { act: 'list', paper: '2601.99999', date: '2026-02-09' },
      { act: 'unlist', paper: waiting, date: '2026-02-09', reason: 'Why' },
      { act: 'decline', paper: waiting, reason: '' },
      { act: 'decline', paper: waiting, reason: 'x'.repeat(501) },
      { act: 'decline', paper: "' or 1=1 --", reason: 'x' },
      { act: 'remove', paper: '\u0000', reason: '\u0000\u202e' },
      { act: 'remove', paper: 'x'.repeat(10_000), reason: 'x' },
      { act: 'set-organization', paper: waiting, organization: 'x'.repeat(121) },
      { act: 'set-organization', paper: waiting, organization: '<>' },
      { act: 'restore', paper: waiting },
      { act: 'role', member: member.id, role: 'admin' },
      { act: '' },
    ]
    for (const values of nonsense) {
      const { status, html } = await act(curator, values)
      expect({ values, status }).toEqual({ values, status: 200 })
      expect(html).toContain('bg-blush')
    }
    expect(await countActs()).toBe(0)
  })

  it('takes one decision from two curators who press at once', async () => {
    const other = await aMember({ role: 'curator' })
    const decline = (who: TestMember) =>
      act(
        who,
        { act: 'decline', paper: waiting, reason: `By ${who.handle}` },
        `/admin/papers/${waiting}`,
      )
    const pages = (await Promise.all([decline(curator), decline(other)])).map(({ html }) => html)
    expect(pages.filter((html) => html.includes(`Declined ${waiting}.`))).toHaveLength(1)
    expect(pages.filter((html) => html.includes('No change needed'))).toHaveLength(1)
    expect(await countActs()).toBe(1)
  })

  it('ends the sessions of a banned member at once', async () => {
    const banned = await aMember()
    expect((await get('/settings', { cookie: banned.cookie })).status).toBe(200)
    const { html } = await sendForm(site, `/admin/members?who=${banned.handle}`, {
      field: 'reason',
      cookie: admin.cookie,
      values: { reason: 'Sells votes' },
    })
    expect(html).toContain('Account closed')
    expect((await get('/settings', { cookie: banned.cookie })).status).toBe(307)
  })
})

describe('a removed paper', () => {
  const BY = () => ({ actor: curator.id, now: new Date() })
  const tap = (id: string) =>
    fetch(`${site.url}/papers/${id}/vote`, {
      method: 'POST',
      headers: { origin: site.url, accept: 'application/json', cookie: member.cookie },
      body: new URLSearchParams({ on: '1' }),
    })
  const becomes = async (path: string, status: number) => {
    for (let attempt = 0; attempt < 100; attempt++) {
      if ((await get(path)).status === status) return
      await wait(100)
    }
    throw new Error(`${path} did not become ${status}`)
  }

  it('answers 410 with the reason to everybody, takes no tap, and comes back', async () => {
    const id = await aPaper()
    const path = `/papers/${id}`
    await becomes(path, 200)
    const edition = await (await get('/papers/date/2026-02-09')).text()
    expect(edition).toContain(`paper-${id}`)

    await removePaper(id, 'Not a <b>paper</b> & never was', BY())
    await becomes(path, 410)
    for (const cookie of ['', member.cookie, curator.cookie]) {
      const answer = await get(path, { cookie })
      expect(answer.status).toBe(410)
      expect(await answer.text()).toContain('Not a &lt;b&gt;paper&lt;/b&gt; &amp; never was')
      expect((await get(path, { cookie }, 'HEAD')).status).toBe(410)
      expect((await get(path, { cookie, rsc: '1' })).status).toBe(410)
    }
    for (const format of ['bib', 'ris', 'csl.json']) {
      const answer = await get(`${path}.${format}`)
      expect(answer.status).toBe(410)
      expect(await answer.text()).toBe('No such paper.\n')
    }
    const spelt = await get(`${path}v2`)
    expect([spelt.status, spelt.headers.get('location')]).toEqual([308, path])
    expect((await tap(id)).status).toBe(404)
    // A stored page is made anew at most once a second.
    await expect
      .poll(async () => (await get('/papers/date/2026-02-09')).text(), { timeout: 20_000 })
      .not.toContain(`paper-${id}`)

    await restorePaper(id, BY())
    await becomes(path, 200)
    expect((await tap(id)).status).toBe(200)
    const log = await (await get('/moderation')).text()
    expect(log).toContain(`@${curator.handle}`)
    expect(log).toContain('Not a &lt;b&gt;paper&lt;/b&gt; &amp; never was')
  })

  it('is told apart from one that never was', async () => {
    expect((await get('/papers/2601.99999')).status).toBe(404)
    expect((await get('/moderation?after=0')).status).toBe(200)
    expect((await get('/moderation?after=x')).status).toBe(404)
  })
})
