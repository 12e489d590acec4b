/** Whatever a source sends as text stays text. */
import { expect, SITE, test } from '../support/browser.ts'
import { PAYLOADS, payloadId, payloadOrganization, XSS_DATE } from '../support/odd-papers.ts'

const PATHS = [
  `/papers/date/${XSS_DATE}`,
  '/papers/week/2024-W10',
  '/categories/cs.CL?order=new',
  ...PAYLOADS.flatMap((_payload, index) => [
    `/papers/${payloadId(index)}`,
    `/orgs/${payloadOrganization(index)}`,
  ]),
]

test('no payload in title, abstract, author, organization or comment runs or becomes an element', async ({
  page,
}) => {
  test.setTimeout(120_000)
  const alarms: string[] = []
  page.on('dialog', (dialog) => {
    alarms.push(`a dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('console', (message) => {
    if (message.type() === 'error') alarms.push(message.text())
  })
  page.on('pageerror', (error) => alarms.push(error.message))
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== SITE) alarms.push(request.url())
  })
  for (const path of PATHS) {
    const answer = await page.goto(path)
    expect(answer?.status(), path).toBe(200)
    expect(await page.evaluate(elementsOfPayloads), path).toEqual([])
    expect(alarms, path).toEqual([])
  }
})

test('the payloads are shown letter by letter', async ({ page }) => {
  for (const [index, payload] of PAYLOADS.entries()) {
    if (/[$\\]/.test(payload)) continue
    await page.goto(`/papers/${payloadId(index)}`)
    expect(await page.locator('h1').innerText()).toBe(`Title ${payload}`)
    expect(await page.title()).toBe(`Title ${payload} · Broadsheet`)
    await expect(page.getByRole('main')).toContainText(`A note ${payload}`)
    await expect(page.getByRole('main').getByRole('link', { name: `Org ${payload}` })).toHaveCount(
      1,
    )
  }
})

test('an author named by a payload has a page', async ({ page }) => {
  await page.goto(`/papers/${payloadId(0)}`)
  await page.locator('main a[href^="/authors/"]').click()
  await expect(page.locator('h1')).toHaveText(`Ann ${PAYLOADS[0]}`)
  expect(await page.evaluate(elementsOfPayloads)).toEqual([])
})

/** Runs in the page. */
function elementsOfPayloads(): string[] {
  const ours = '[data-payload],[onerror],[onload],[onmouseover],[href^="javascript:" i],base,iframe'
  const remote = ['evil.example', 'http-equiv="refresh"']
  return [...document.querySelectorAll('*')]
    .filter(
      (element) =>
        element.matches(`${ours},[data-payload="1"],[http-equiv="refresh" i]`) ||
        (element.matches('script,link,img,style,form') &&
          remote.some((word) => {
            const own = element.cloneNode(false) as Element
            return own.outerHTML.includes(word)
          })) ||
        (element.tagName === 'SCRIPT' && element.textContent === 'alert(1)'),
    )
    .map((element) => element.outerHTML.slice(0, 200))
}
