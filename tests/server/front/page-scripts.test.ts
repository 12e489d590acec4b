import { describe, expect, it } from 'vitest'
import { WAKE_SCRIPT } from '../../../src/domain/wake.ts'
import { readScripts } from '../../../src/server/front/page-scripts.ts'

const read = (html: string) => {
  const { body, inline } = readScripts(Buffer.from(html))
  return { body: body.toString(), inline }
}
const WAKE = `<script>${WAKE_SCRIPT}</script>`
const FILE = '<script src="/_next/static/chunks/a.js" async=""></script>'
const WAITING = '<script type="text/later" src="/_next/static/chunks/a.js"></script>'
const PRELOAD =
  '<link rel="preload" as="script" fetchPriority="low" href="/_next/static/chunks/a.js"/>'
const STYLE = '<link rel="stylesheet" href="/_next/static/chunks/a.css"/>'

describe('the scripts of a page', () => {
  it('wait when they are files of ours, wherever they stand', () => {
    const html = (file: string, preload: string) =>
      `<html><head>${STYLE}${preload}${WAKE}${file}${preload}</head><body>é ${file}<p>ß</p></body></html>`
    expect(read(html(FILE, PRELOAD)).body).toBe(html(WAITING, ''))
  })

  it.each([
    '<script src="/_next/static/chunks/old.js" noModule=""></script>',
    '<script src="https://elsewhere.example/a.js" async=""></script>',
    '<script src="/a.js" async=""></script>',
    '<script async="" src="/_next/static/chunks/a.js"></script>',
    `<p>${PRELOAD.replace('<', '&lt;')}</p>`,
    '<script',
    '<script>',
    '',
  ])('leave %s as it is', (html) => {
    expect(read(WAKE + html).body).toBe(WAKE + html)
  })

  it('start at once on a page without the script that would start them', () => {
    expect(read(`<head>${PRELOAD}${FILE}</head>`).body).toBe(`<head>${PRELOAD}${FILE}</head>`)
  })

  it('are told letter by letter when they stand in the page', () => {
    const html = `<script>one()</script>${FILE}<script id="_R_">two()</script><script type="x">no</script>`
    expect(read(html).inline).toEqual(['one()', 'two()'])
  })

  it('end where a browser ends them', () => {
    expect(read('<script>a</script>b</script>').inline).toEqual(['a'])
    expect(read('<script>never closed').inline).toEqual([''])
  })
})
