/**
 * Sixty payloads in every field that a member or a curator can write, sent as a browser without
 * scripts sends them, then looked at on every page that shows them.
 */
import type { Page } from '@playwright/test'
import { expect, test } from '../support/browser.ts'
import { sendForm } from '../support/forms.ts'
import { MEMBER_PAYLOADS } from '../support/member-payloads.ts'
import { type OwnSite, startOwnSite } from '../support/own-site.ts'

const DATE = '2026-02-09'
const ROOT = 'root@example.org'
const TALKED = '2403.00001'
const emailOf = (place: number) => `m${place}@example.org`
const paperOf = (place: number) => `2403.1${String(place).padStart(4, '0')}`
const handleOf = (place: number) => `m${place}`
/** Removed comments and papers show other words than those that stand. */
const isRemoved = (place: number) => place % 3 === 0
let site: OwnSite

test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  test.setTimeout(240_000)
  const papers = MEMBER_PAYLOADS.map((_payload, place) => ({
    id: paperOf(place),
    title: `Paper ${place}`,
    abstract: 'Of its own.',
  }))
  const members = MEMBER_PAYLOADS.map((_payload, place) => [emailOf(place), 'member'] as const)
  site = await startOwnSite({
    papers: [{ id: TALKED, title: 'Talked about', abstract: 'All.', listedOn: DATE }, ...papers],
    members: { ...Object.fromEntries(members), [ROOT]: 'admin' },
  })
})
test.afterAll(() => site?.stop())

test('there are sixty of them', () => {
  expect(new Set(MEMBER_PAYLOADS).size).toBe(60)
})

test('every field takes them, or says what is wrong', async () => {
  test.setTimeout(240_000)
  for (const [place, payload] of MEMBER_PAYLOADS.entries()) {
    const cookie = site.cookieOf(emailOf(place))
    const send = async (path: string, field: string, values: Record<string, string>) => {
      const { status, html } = await sendForm(site, path, { field, values, cookie })
      expect(status, `${path}, ${field}: ${payload}`).toBeLessThan(400)
      return html
    }
    await send('/settings', 'handle', { name: payload.slice(0, 80) })
    expect(await send('/settings', 'handle', { handle: payload.slice(0, 30) })).toContain(
      'aria-invalid="true"',
    )
    await send(`/papers/${TALKED}`, 'body', { body: `${payload}\n\nand *${payload}*` })
    await send(`/submit?paper=${paperOf(place)}`, 'note', { note: payload })
    await send('/submit', 'paper', { paper: payload })
    await send('/subscribe', 'email', { email: `"${payload.slice(0, 40)}"@example.org` })
  }
  const comments = await site.query<{ id: number }>('select id from comments order by id')
  expect(comments).toHaveLength(60)
  const curate = async (path: string, field: string, values: Record<string, string>) => {
    const sent = await sendForm(site, path, { field, values, cookie: site.cookieOf(ROOT) })
    expect(sent.status, `${path}, ${field}`).toBeLessThan(400)
  }
  for (const [place, payload] of MEMBER_PAYLOADS.entries()) {
    const comment = String(comments[place]?.id)
    const { status } = await sendForm(site, `/papers/${TALKED}`, {
      field: 'reason',
      values: { id: comment, reason: payload },
      cookie: site.cookieOf(emailOf((place + 1) % 60)),
    })
    expect(status).toBeLessThan(400)
    const paper = paperOf(place)
    await curate(`/admin/papers/${paper}`, 'organization', { organization: payload.slice(0, 100) })
    const act = isRemoved(place) ? 'remove' : 'decline'
    if (act === 'decline') await curate('/admin', 'reason', { act, paper, reason: payload })
    else await curate(`/admin/papers/${paper}`, 'reason', { act, paper, reason: payload })
    if (isRemoved(place))
      await curate('/admin/reports', 'reason', { act: 'remove', comment, reason: payload })
  }
  // Nothing of it was quietly refused.
  const [written] = await site.query<object>(`select
    (select count(*)::int from members where name <> '') as names,
    (select count(*)::int from comment_reports) as reports,
    (select count(*)::int from submissions where note <> '') as notes,
    (select count(*)::int from papers where set_organization is not null) as organizations,
    (select count(*)::int from moderation_log where reason <> '') as reasons`)
  expect(written).toEqual({ names: 60, reports: 60, notes: 60, organizations: 60, reasons: 80 })
})

test('no page runs or shows as an element what was written', async ({ page }) => {
  test.setTimeout(400_000)
  const alarms = await listen(page)
  const look = async (path: string) => {
    const answer = await page.goto(site.url + path)
    expect(answer?.status(), path).toBeLessThan(500)
    expect(await page.evaluate(elementsOfPayloads), path).toEqual([])
    expect(alarms, path).toEqual([])
  }
  const places = MEMBER_PAYLOADS.map((_payload, place) => place)
  for (const who of [undefined, emailOf(1), ROOT]) {
    if (who) await site.signIn(page.context(), who)
    await look(`/papers/${TALKED}`)
    await look(`/papers/date/${DATE}`)
    await look('/settings')
    let log: string | null = '/moderation'
    while (log) {
      await look(log)
      log = await page
        .locator('a[rel=next]')
        .first()
        .getAttribute('href', { timeout: 500 })
        .catch(() => null)
    }
  }
  for (const path of [
    '/admin',
    '/admin/reports',
    '/admin/papers',
    '/admin/members',
    '/admin/digests',
  ])
    await look(path)
  for (const place of places) {
    await look(`/u/${handleOf(place)}`)
    await look(`/admin/papers/${paperOf(place)}`)
    await look(`/admin/members?who=${handleOf(place)}`)
    await look(`/papers/${paperOf(place)}`)
    const typed = encodeURIComponent(MEMBER_PAYLOADS[place] ?? '')
    for (const query of ['submit?paper', 'sign-in?next', 'admin/members?who', 'admin/papers?paper'])
      await look(`/${query}=${typed}`)
  }
})

test('the names and reasons are there letter by letter', async ({ page }) => {
  await page.goto(`${site.url}/u/${handleOf(0)}`)
  await expect(page.getByRole('main')).toContainText('<script>alert(1)</script>')
  await page.goto(`${site.url}/papers/${TALKED}`)
  await expect(page.locator('#discussion article')).toHaveCount(40)
  await expect(page.getByRole('main')).toContainText('<img data-payload src=x onerror=alert(1)>')
})

/** Everything that tells of a script that ran, or of one that the policy had to stop. */
async function listen(page: Page): Promise<string[]> {
  const alarms: string[] = []
  page.on('dialog', (dialog) => {
    alarms.push(`a dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('pageerror', (error) => alarms.push(error.message))
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== site.url) alarms.push(`asked ${request.url()}`)
  })
  await page.exposeFunction('alarm', (text: string) => alarms.push(text))
  await page.addInitScript(() => {
    const { alarm } = window as unknown as { alarm: (text: string) => void }
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      alarm(`refused ${violatedDirective} ${blockedURI}`),
    )
  })
  return alarms
}

/** Runs in the page. */
function elementsOfPayloads(): string[] {
  const ours =
    '[data-payload], [onerror], [onload], [onfocus], [ontoggle], [onmouseover], [href^="javascript:" i], [href^="vbscript:" i], [href^="data:" i], base, iframe, object, video, [http-equiv="refresh" i]'
  const inComments = '.comment-body :is(script, img, svg, form, input, link, style, [style], [id])'
  return [...document.querySelectorAll(`${ours}, ${inComments}`)].map((element) =>
    element.outerHTML.slice(0, 200),
  )
}
