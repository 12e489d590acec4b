import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { policyOf } from '../../../src/server/front/policy.ts'

/** An address of each kind of parameter. */
const EXAMPLES: Record<string, string> = {
  '[date]': '2026-02-09',
  '[week]': '2026-W07',
  '[month]': '2026-02',
  '[slug]': 'pearls-lab',
  '[category]': 'cs.CL',
  '[handle]': 'ada',
  '[n]': '7',
  '[file]': 'daily.html',
  '[...id]': '2510.13312',
  '[job]': 'digest',
  '[token]': '1-abc_DEF',
  '[provider]': 'generic',
}

describe('the policy table', () => {
  it('knows every page of the app', () => {
    const files = readdirSync('src/app', { recursive: true, encoding: 'utf8' })
    const pages = files.filter((file) => /(^|\/)(page\.tsx|route\.ts)$/.test(file))
    expect(pages.length).toBeGreaterThan(12)
    for (const page of pages) {
      const folder = page.replace(/\/?(page\.tsx|route\.ts)$/, '')
      // Reached only through the addresses that next.config.ts rewrites.
      if (/^(citations|taps)\//.test(folder)) continue
      const path = `/${folder}`
        .replace('papers/[id]/[number]', 'papers/math/0611800')
        .replace('papers/[id]', 'papers/2510.13312')
        .replace(/\[(?:\.{3})?[a-z]+\]/g, (name) => EXAMPLES[name] ?? name)
      expect({ path, kind: policyOf(path).kind }).not.toEqual({ path, kind: 'missing' })
    }
  })

  it.each([
    ['/', '/'],
    ['/?utm_source=x&order=new', '/?order=new'],
    ['/?after=abc&order=new', '/?order=new&after=abc'],
    ['/papers/2510.13312?order=new', '/papers/2510.13312'],
    ['/about?order=new', '/about'],
  ])('keeps %s under %s', (url, address) => {
    expect(policyOf(url)).toMatchObject({ kind: 'kept', address })
  })

  it.each([
    '/?order=best',
    '/?order=new&order=votes',
    '/?after=a%20b',
    '/nope',
    '/papers/date/2026-13-01',
    '/papers/week/2025-W53',
    '/papers/month/2026-13',
    '/papers/a/b/c',
    '//evil.example',
    '/citations/bib/2510.13312',
  ])('says that %s is missing', (url) => expect(policyOf(url).kind).toBe('missing'))

  it('takes the slash off the end of a page, and of nothing else', () => {
    expect(policyOf('/about/')).toEqual({ kind: 'moved', address: '/about' })
    expect(policyOf('//').kind).toBe('missing')
    expect(policyOf('/nope/').kind).toBe('missing')
  })

  it('never throws and never keeps an unknown parameter', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (path, query) => {
        const policy = policyOf(`/${path}?${query}`)
        const kept = policy.kind === 'kept' ? (policy.address.split('?')[1] ?? '') : ''
        expect(kept).toMatch(/^$|^(order=[a-z]+)?&?(after=[\w-]+)?$/)
      }),
    )
  })
})
