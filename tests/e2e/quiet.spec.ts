/** A page loads from its own site only, sets no cookie, complains of nothing, and walks without reloading. */
import { expect, PAGES, SITE, test, wake } from '../support/browser.ts'
import { FULL_MONTH, ODD_DATE, PLAIN, XSS_DATE } from '../support/odd-papers.ts'

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
    await wake(page)
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

test('links change the page without loading it anew', async ({ page }) => {
  const complaints: string[] = []
  page.on('console', (message) => complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(`/papers/date/${ODD_DATE}`)
  await wake(page)
  await page.evaluate(() => Object.assign(window, { marker: 'still here' }))
  const step = async (click: () => Promise<void>, address: RegExp, heading: string | RegExp) => {
    await click()
    await page.waitForURL(address)
    await expect(page.locator('h1')).toHaveText(heading)
    const marker = await page.evaluate(() => (window as unknown as { marker?: string }).marker)
    expect(marker, `at ${address}`).toBe('still here')
  }
  const link = (name: string) => () => page.getByRole('link', { name, exact: true }).first().click()
  const title = 'A plain paper: its authors stand in order'
  await step(link(title), /\/papers\/2403\.00001$/, title)
  await expect(page).toHaveTitle(`${title} · Broadsheet`)
  await step(link('Ada Example'), /\/authors\/ada-example$/, 'Ada Example')
  await step(link('cs.CL'), /\/categories\/cs\.CL$/, 'Computation and Language')
  await step(link('Weekly'), /\/papers\/week\//, 'Weekly Papers')
  await step(link('Monthly'), /\/papers\/month\//, 'Monthly Papers')
  await step(link('Trending'), /\/papers\/trending$/, 'Trending Papers')
  await step(link('About'), /\/about$/, 'About Broadsheet')
  await step(link('Status'), /\/status$/, 'Status')
  await step(link('Broadsheet'), /\/$/, 'Daily Papers')
  await step(async () => void (await page.goBack()), /\/status$/, 'Status')
  await step(async () => void (await page.goForward()), /\/$/, 'Daily Papers')
  expect(complaints).toEqual([])
})

test('the next page of a list and the way back change only the list', async ({ page }) => {
  await page.goto(`/papers/month/${FULL_MONTH}`)
  await wake(page)
  await page.evaluate(() => Object.assign(window, { marker: 'still here' }))
  const first = await page.locator('article').first().getAttribute('id')
  await page.locator('a[rel=next]').click()
  await page.waitForURL(/after=/)
  await expect(page.locator(`article#${escaped(first ?? '')}`)).toHaveCount(0)
  await page.goBack()
  await expect(page.locator('article').first()).toHaveAttribute('id', first ?? '')
  expect(await page.evaluate(() => (window as unknown as { marker?: string }).marker)).toBe(
    'still here',
  )
})

test('a link to a missing paper shows the page that says so', async ({ page }) => {
  await page.goto(`/papers/${PLAIN}x`)
  await expect(page.locator('h1')).toHaveText('Page not found')
  await page.getByRole('link', { name: 'today’s papers' }).click()
  await expect(page.locator('h1')).toHaveText('Daily Papers')
})

/** The dot of an arXiv id in a selector. */
function escaped(id: string): string {
  return id.replaceAll('.', '\\.')
}
