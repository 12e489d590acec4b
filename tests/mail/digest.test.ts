import { describe, expect, it } from 'vitest'
import { LARGEST_HTML, renderDigest } from '../../src/mail/digest.tsx'
import { UNSUBSCRIBE_MARK } from '../../src/mail/digest-view.ts'
import { aCard, DAILY, EVERY_KIND } from './given-digest.ts'

const bytes = (text: string) => Buffer.byteLength(text)

describe('a digest of every kind of paper', async () => {
  const { subject, html, text } = await renderDigest(DAILY)

  it('reads as text as it was written to be', async () => {
    await expect(text).toMatchFileSnapshot('../fixtures/digest.txt')
  })

  it('looks as it did', async () => {
    await expect(html.replaceAll('><', '>\n<')).toMatchFileSnapshot('../fixtures/digest.html.txt')
  })

  it('says what it is in its subject, with no word of a paper', () => {
    expect(subject).toBe('Trending papers, Monday, 9 February 2026')
  })

  it('holds no markup of a paper’s, no image, no script and nothing from elsewhere', () => {
    expect(html).not.toMatch(/<b>|<script|<img|<iframe|url\(|@import|<link/)
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    const links = [...html.matchAll(/(?:href|src|action)="([^"]*)"/g)].map(([, href]) => href)
    for (const href of links) expect(href).toMatch(/^(?:https:\/\/papers\.example\.org\/|__UNSUB)/)
  })

  it('links each paper once, and stops with one click from its top and its end', () => {
    for (const { id } of EVERY_KIND) {
      expect(html.split(`href="https://papers.example.org/papers/${id}"`)).toHaveLength(2)
      expect(text.split(`/papers/${id}\n`)).toHaveLength(2)
    }
    expect(html.split(UNSUBSCRIBE_MARK)).toHaveLength(3)
    expect(html.indexOf(UNSUBSCRIBE_MARK)).toBeLessThan(html.indexOf('<h1'))
    expect(text.split(UNSUBSCRIBE_MARK)).toHaveLength(2)
  })

  it('has formulas that can be read and words for what is unknown', () => {
    for (const part of [html.replace(/<!--.*?-->/g, ''), text]) {
      expect(part).toContain('Bounds of O(n²) and α₁')
      expect(part).not.toMatch(/\$|null|undefined|NaN/)
      expect(part).toContain('12.3k')
    }
  })

  it('is for the light and the dark', () => {
    expect(html).toContain('@media (prefers-color-scheme:dark)')
    expect(html).not.toMatch(/#fff\b|#ffffff|#000\b|#000000/i)
    const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? ''
    expect(bytes(style)).toBeLessThan(16 * 1024)
  })
})

describe('a digest', () => {
  it('of twenty long papers stays small', async () => {
    const papers = Array.from({ length: 20 }, () => aCard(EVERY_KIND[5]))
    const weekly = { ...DAILY, cadence: 'weekly' as const, papers }
    expect(bytes((await renderDigest(weekly)).html)).toBeLessThan(60 * 1024)
  })

  it('that would be too large leaves its last papers to the site', async () => {
    const title = '漢字'.repeat(140)
    const papers = Array.from({ length: 60 }, () => aCard({ title, abstract: '漢字'.repeat(90) }))
    const { html, text } = await renderDigest({ ...DAILY, papers })
    expect(bytes(html)).toBeLessThanOrEqual(LARGEST_HTML)
    const shown = html.split('/papers/2602.').length - 1
    expect(shown).toBeGreaterThan(15)
    expect(shown).toBeLessThan(60)
    expect(text).toContain(`${shown} of 58`)
  })

  it('of a week names the week and its page', async () => {
    const weekly = {
      ...DAILY,
      cadence: 'weekly' as const,
      period: { from: '2026-02-02', to: '2026-02-08' },
      topics: [],
    }
    const { subject, text } = await renderDigest(weekly)
    expect(subject).toBe('Trending papers of the week, 2–8 February 2026')
    expect(text).toContain('https://papers.example.org/papers/week/2026-W06')
    expect(text).toContain('You asked for the weekly digest.')
  })
})
