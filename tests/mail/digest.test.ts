import { describe, expect, it } from 'vitest'
import { LARGEST_HTML, renderDigest } from '../../src/mail/digest.tsx'
import { UNSUBSCRIBE_MARK } from '../../src/mail/digest-view.ts'
import { aPaper, DAILY, EVERY_KIND, WEEKLY } from './given-digest.ts'

const SITE = 'https://papers.example.org'
const bytes = (text: string) => Buffer.byteLength(text)
/** What a screen reader is given of a mail, tags and all that is hidden from it left out. */
const readOut = (html: string) =>
  html
    .replace(/<!--.*?-->/gs, '')
    .replace(/^.*<h1/s, '<h1')
    .replace(/<span aria-hidden="true">.*?<\/span>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

const unwrapped = (text: string) => text.replace(/\n(?=\S)/g, ' ')

describe('a digest of every kind of paper', async () => {
  const { html, text } = await renderDigest(DAILY)

  it('reads as text as it was written to be', async () => {
    await expect(text).toMatchFileSnapshot('../fixtures/digest.txt')
  })

  it('looks as it did', async () => {
    await expect(html.replaceAll('><', '>\n<')).toMatchFileSnapshot('../fixtures/digest.html.txt')
  })

  it('holds no markup of a paper’s, no image, no script and nothing from elsewhere', () => {
    expect(html).not.toMatch(/<b>|<script|<img|<iframe|url\(|@import|<link/)
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    const links = [...html.matchAll(/(?:href|src|action)="([^"]*)"/g)].map(([, href]) => href)
    for (const href of links) expect(href).toMatch(/^(?:https:\/\/papers\.example\.org\/|__UNSUB)/)
  })

  it('links each paper once, and stops with one click from its top and its end', () => {
    for (const { id } of EVERY_KIND) {
      expect(html.split(`href="${SITE}/papers/${id}"`)).toHaveLength(2)
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

  it('says who wrote a paper, and not when', () => {
    for (const made of ['Ada Example +2', 'Lab &amp; Söhne &lt;x&gt;', 'Бо 例', '3 authors'])
      expect(html).toContain(`>${made}</p>`)
    expect(text).not.toMatch(/2006|Jan 9/)
  })

  it('reads votes out as a number and a word', () => {
    expect(readOut(html)).toContain('12.3k votes Bounds of')
    expect(readOut(html)).toContain(' 1 vote 学习')
    expect(readOut(html)).not.toContain('▲')
    expect(text).toContain('   12.3k votes · Ada Example +2\n')
    expect(text).toContain('   1 vote · Бо 例\n')
  })

  it('is for the light and the dark', () => {
    expect(html).toContain('@media (prefers-color-scheme:dark)')
    expect(html).not.toMatch(/#fff\b|#ffffff|#000\b|#000000/i)
    const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? ''
    expect(bytes(style)).toBeLessThan(16 * 1024)
  })

  it('is of one width in Outlook, which knows no largest one', () => {
    const [, opened = ''] = /<!--\[if mso\]>(<table [^>]*>)<tr><td><!\[endif\]-->/.exec(html) ?? []
    expect(opened).toContain('width="620"')
    expect(html.indexOf(opened)).toBeLessThan(html.indexOf('<h1'))
    expect(html.split('<!--[if mso]></td></tr></table><![endif]-->')).toHaveLength(2)
  })
})

describe('a digest', () => {
  it('says how many there are and where the others stand', async () => {
    const { html, text } = await renderDigest({ ...DAILY, topics: [] })
    expect(text).toContain('Monday, 9 February 2026. The 6 most upvoted of 58 papers.\n')
    expect(text).toContain(
      `And 52 more papers.\n\nSee all 58 papers:\n${SITE}/papers/date/2026-02-09`,
    )
    expect(html).toMatch(/href="[^"]*\/papers\/date\/2026-02-09"[^>]*>.*?>See all 58 papers</)
  })

  it('on topics does not call an edition’s page all of them', async () => {
    const { text } = await renderDigest(DAILY)
    expect(unwrapped(text)).toContain('The 6 most upvoted of 58 papers in cs.CL and cs.RO.')
    expect(text).toContain('And 52 more papers in cs.CL and cs.RO.\n\nSee the full edition:\n')
    expect(unwrapped(text)).toContain('to the daily digest of papers in cs.CL and cs.RO at papers')
  })

  it('with papers of several editions has a link to each', async () => {
    const period = { from: '2026-02-06', to: '2026-02-09' }
    const editions = [
      { date: '2026-02-09', papers: 55 },
      { date: '2026-02-06', papers: 3 },
    ]
    const { html, text } = await renderDigest({ ...DAILY, topics: [], period, editions })
    expect(text).toContain('6–9 February 2026. The 6 most')
    expect(text).toContain(`See all 58 papers:
Monday, 9 February (55 papers): ${SITE}/papers/date/2026-02-09
Friday, 6 February (3 papers): ${SITE}/papers/date/2026-02-06`)
    for (const date of ['2026-02-09', '2026-02-06'])
      expect(html.split(`href="${SITE}/papers/date/${date}"`)).toHaveLength(2)
  })

  it('that holds every paper counts no others', async () => {
    const { text } = await renderDigest({ ...DAILY, topics: [], total: EVERY_KIND.length })
    expect(text).toContain('6 papers, most upvoted first.')
    expect(text).not.toMatch(/more paper|See all/)
    expect(text).toContain('See the full edition:\n')
  })

  it('without any vote is of new papers and shows no counts', async () => {
    const papers = [aPaper({ votes: 0 }), aPaper({ votes: 0 })]
    for (const [given, heading] of [
      [DAILY, 'New papers'],
      [WEEKLY, 'New papers of the week'],
    ] as const) {
      const { html, text } = await renderDigest({ ...given, papers })
      expect(text.split('\n')[0]).toBe(heading)
      expect(html).toContain(`>${heading}</h1>`)
      expect(readOut(html) + text).not.toMatch(/vote|▲|Trending/)
    }
    const { text } = await renderDigest({ ...DAILY, papers: [...papers, aPaper({ votes: 1 })] })
    expect(text.split('\n')[0]).toBe('Trending papers')
    expect(text).not.toContain('0 votes')
  })

  it('keeps the order it is given', async () => {
    const papers = [3, 1, 2].map((votes) => aPaper({ votes, title: `Paper of ${votes}` }))
    const { text } = await renderDigest({ ...DAILY, papers })
    expect(text.match(/Paper of \d/g)).toEqual(['Paper of 3', 'Paper of 1', 'Paper of 2'])
  })

  it('that is the first of its reader says when the others come', async () => {
    const daily = await renderDigest({ ...DAILY, isFirst: true })
    expect(unwrapped(daily.text)).toContain(
      'This is your first digest; from now on it comes at the hour you chose, on days with new',
    )
    expect(daily.html).toContain('This is your first digest')
    const weekly = await renderDigest({ ...WEEKLY, isFirst: true })
    expect(unwrapped(weekly.text)).toContain('it comes on Mondays at the hour you chose')
    expect((await renderDigest(DAILY)).text).not.toContain('first digest')
  })

  it('of a week names the week, its page and each paper’s day', async () => {
    const { text } = await renderDigest(WEEKLY)
    expect(text.split('\n')[0]).toBe('Trending papers of the week')
    expect(text).toContain('2–8 February 2026. The 3 most upvoted of 200 papers.')
    expect(text).toContain(`See all 200 papers:\n${SITE}/papers/week/2026-W06\n`)
    expect(text.match(/· (?:Mon|Tue|Fri) \d Feb$/gm)).toEqual([
      '· Tue 3 Feb',
      '· Fri 6 Feb',
      '· Mon 2 Feb',
    ])
    expect(text).toContain('subscribed to the weekly digest')
  })

  it('of two weeks has a link to each', async () => {
    const editions = [...WEEKLY.editions, { date: '2026-01-30', papers: 2 }]
    const period = { from: '2026-01-26', to: '2026-02-08' }
    const { text } = await renderDigest({ ...WEEKLY, editions, period })
    expect(text).toContain(`2–8 February 2026 (200 papers): ${SITE}/papers/week/2026-W06\n`)
    expect(text).toContain(`26 January – 1 February 2026 (2 papers): ${SITE}/papers/week/2026-W05`)
  })

  it('of twenty long papers stays small', async () => {
    const papers = Array.from({ length: 20 }, () => aPaper(EVERY_KIND[5]))
    expect(bytes((await renderDigest({ ...WEEKLY, papers })).html)).toBeLessThan(60 * 1024)
  })

  it('that would be too large leaves its last papers to the site', async () => {
    const title = '漢字'.repeat(140)
    const papers = Array.from({ length: 70 }, () => aPaper({ title, abstract: '漢字'.repeat(90) }))
    const { html, text } = await renderDigest({ ...DAILY, papers, total: 100 })
    expect(bytes(html)).toBeLessThanOrEqual(LARGEST_HTML)
    const shown = html.split('/papers/2602.').length - 1
    expect(shown).toBeGreaterThan(15)
    expect(shown).toBeLessThan(70)
    expect(text).toContain(`The ${shown} most upvoted of 100`)
    expect(text).toContain(`And ${100 - shown} more papers`)
  })
})
