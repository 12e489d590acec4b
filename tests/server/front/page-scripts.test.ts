import { afterEach, describe, expect, it, vi } from 'vitest'
import { readScripts } from '../../../src/server/front/page-scripts.ts'

const OURS = '<script src="/page.a1_B-2.js"></script>'
const FILE = '<script src="/_next/static/chunks/a.js" async=""></script>'
const OLD = '<script src="/_next/static/chunks/old.js" noModule=""></script>'
const PRELOAD =
  '<link rel="preload" as="script" fetchPriority="low" href="/_next/static/chunks/a.js"/>'
const STYLE = '<link rel="stylesheet" href="/_next/static/chunks/a.css"/>'
const DATA = '<script>self.__next_f.push([1,"é"])</script>'
const CALL = '<script>$RC("B:0","S:0")</script>'
const page = (head: string, body: string) =>
  `<html><head>${STYLE}${head}</head><body>é ${body}<p>ß</p></body></html>`

afterEach(() => vi.restoreAllMocks())
const listen = () => vi.spyOn(console, 'warn').mockImplementation(() => {})
const bodyOf = (html: string, isHydrated = false) =>
  readScripts(Buffer.from(html), isHydrated).body.toString()

describe('a page to read', () => {
  it('keeps its own script and loses all of Next’s and React’s, without a word in the log', () => {
    const told = listen()
    const html = page(PRELOAD + OURS + FILE + OLD, DATA + CALL + PRELOAD)
    expect(bodyOf(html)).toBe(page(OURS, ''))
    expect(readScripts(Buffer.from(html), false).inline).toEqual([])
    expect(told).not.toHaveBeenCalled()
  })

  it.each([
    '<script>alert(1)</script>',
    '<script src="https://elsewhere.example/a.js" async=""></script>',
    '<script src="/a.js"></script>',
    '<script type="module">import "/a.js"</script>',
    '<script>never closed',
    '<script',
  ])('loses %s as well, and the log says so', (script) => {
    const told = listen()
    expect(bodyOf(`<p>a</p>${OURS}${script}`)).toBe(`<p>a</p>${OURS}`)
    expect(told).toHaveBeenCalledOnce()
  })

  it.each(['', '<p>&lt;script></p>', `<p>${PRELOAD.replace('<', '&lt;')}</p>`])(
    'leaves %j as it is',
    (html) => expect(bodyOf(html)).toBe(html),
  )
})

describe('a page that hydrates', () => {
  it('is left as Next made it, and its own lines are told letter by letter', () => {
    const html = page(PRELOAD + OURS + FILE, `${DATA}<script id="_R_">two()</script>`)
    const { body, inline } = readScripts(Buffer.from(html), true)
    expect(body.toString()).toBe(html)
    expect(inline.map((text) => Buffer.from(text, 'latin1').toString())).toEqual([
      'self.__next_f.push([1,"é"])',
      'two()',
    ])
  })

  it('ends a script where a browser ends it', () => {
    const inlineOf = (html: string) => readScripts(Buffer.from(html), true).inline
    expect(inlineOf('<script>a</script>b</script>')).toEqual(['a'])
    expect(inlineOf('<script>never closed')).toEqual(['never closed'])
  })
})
