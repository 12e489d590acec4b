/** A page loads from its own site only, sets no cookie, and complains of nothing. */
import { expect, PAGES, SITE, test } from '../support/browser.ts'
import { PLAIN, XSS_DATE } from '../support/odd-papers.ts'

const MORE = { 'an edition of payloads': `/papers/date/${XSS_DATE}` }

for (const [name, path] of Object.entries({ ...PAGES, ...MORE })) {
  test(`${name} asks no other site, sets no cookie and logs nothing`, async ({ page }) => {
    const isMissing = path === PAGES['a page that is not there']
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`))
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`))
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== SITE) complaints.push(`asked ${request.url()}`)
    })
    page.on('response', (response) => {
      const isPage = response.request().isNavigationRequest()
      if (response.status() >= 400 && !isPage) complaints.push(`no ${response.url()}`)
      if (response.headers()['set-cookie']) complaints.push(`cookie of ${response.url()}`)
    })
    await page.goto(path)
    await page.evaluate(() => document.fonts.ready)
    await page.mouse.wheel(0, 4000)
    await page.waitForLoadState('networkidle')
    const expected = isMissing ? /status of 404/ : /^$/
    expect(complaints.filter((complaint) => !expected.test(complaint))).toEqual([])
    expect(await page.context().cookies()).toEqual([])
    expect(await page.locator('[src^="http"], link[rel=stylesheet][href^="http"]').count()).toBe(0)
  })
}

test('title, canonical address and icons stand in the head', async ({ request }) => {
  for (const path of Object.values(PAGES)) {
    const html = await (await request.get(path)).text()
    const end = html.indexOf('</head>')
    for (const part of ['<title>', '<link rel="icon"', '<meta name="description"']) {
      expect(html.indexOf(part), `${part} of ${path}`).toBeGreaterThan(0)
      expect(html.indexOf(part), `${part} of ${path}`).toBeLessThan(end)
    }
  }
})

test('every file a page names is there', async ({ page, request }) => {
  await page.goto('/')
  const named = await page
    .locator('head link[rel*=icon], link[rel=manifest], link[rel=preload], link[rel=stylesheet]')
    .evaluateAll((all) => all.map((link) => (link as HTMLLinkElement).href))
  expect(named.length).toBeGreaterThan(4)
  const manifest = (await (await request.get('/manifest.webmanifest')).json()) as {
    icons: { src: string }[]
  }
  for (const address of [...named, ...manifest.icons.map(({ src }) => src)]) {
    expect((await request.get(address)).status(), address).toBe(200)
  }
})

test('a link to a missing paper shows the page that says so', async ({ page }) => {
  await page.goto(`/papers/${PLAIN}x`)
  await expect(page.locator('h1')).toHaveText('Page not found')
  await page.getByRole('link', { name: 'today’s papers' }).click()
  await expect(page.locator('h1')).toHaveText('Daily Papers')
})
