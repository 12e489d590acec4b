import fc from 'fast-check'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Card, type Reason } from '../../src/components/paper/card.tsx'
import { mathHtml } from '../../src/components/paper/math-html.ts'
import { NO_MARKS } from '../../src/domain/marks.ts'
import type { PaperCard } from '../../src/domain/paper-card.ts'

const CLOCK = { now: new Date('2026-02-10T00:00:00Z'), today: '2026-02-10' }

const aCard = (given: Partial<PaperCard> = {}): PaperCard => ({
  id: '2601.00001',
  arxivId: '2601.00001',
  title: 'A title',
  abstract: 'An abstract',
  summarised: false,
  authorCount: 3,
  organization: null,
  publishedOn: '2026-01-09',
  categories: ['cs.CL'],
  votes: 2,
  comments: 1,
  withdrawn: false,
  score: Number.NEGATIVE_INFINITY,
  rank: null,
  appearedAt: new Date('2026-01-09T01:00:00Z'),
  ...given,
})

const shown = (paper: PaperCard, reason: Reason, viewer = { isMember: false, marks: NO_MARKS }) =>
  renderToStaticMarkup(createElement(Card, { paper, reason, clock: CLOCK, ...viewer }))

/** Names of all tags in a piece of HTML, and of all attributes. */
const namesIn = (html: string) => ({
  tags: [...html.matchAll(/<\/?([a-z0-9]+)/gi)].map(([, name]) => name),
  attributes: [...html.matchAll(/<[a-z0-9]+((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*>/gi)].flatMap(
    ([, list = '']) =>
      [...list.replace(/="[^"]*"/g, '').matchAll(/\s([a-z-]+)/gi)].map(([, name]) => name),
  ),
})

const PAYLOADS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '" onfocus="alert(1)" autofocus="',
  '<svg/onload=alert(1)>',
  '</a><a href="javascript:alert(1)">x',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '$\\href{javascript:alert(1)}{x}$',
  '$\\text{<img src=x onerror=alert(1)>}$',
  '$x" onmouseover="alert(1)$',
  '`--><script>alert(1)</script>',
  '<!--',
]

describe('the HTML of a card', () => {
  it.each(PAYLOADS)('holds no element of %s', (payload) => {
    const plain = namesIn(shown(aCard({ organization: { slug: 'lab', name: 'Lab' } }), 'none'))
    const html = shown(
      aCard({
        id: payload,
        arxivId: payload,
        title: payload,
        abstract: payload,
        organization: { slug: payload, name: payload },
        categories: [payload],
      }),
      'none',
    )
    const maths =
      /^(math|mrow|mi|mn|mo|mtext|mspace|mstyle|msup|msub|mpadded|mphantom|merror|span)$/
    const others = (tags: (string | undefined)[]) =>
      new Set(tags.filter((name) => !maths.test(name ?? '')))
    expect(others(namesIn(html).tags)).toEqual(others(plain.tags))
    expect(namesIn(html).attributes.filter((name) => name?.startsWith('on'))).toEqual([])
    expect(html).not.toMatch(/<[^<>]*href="javascript:/i)
  })

  it('gives back any text as it was, when read as text', () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !/[$\\`'~]|--/.test(text)),
        (text) => {
          const html = mathHtml(text)
          expect(html).not.toMatch(/[<>]/)
          const read = html
            .replace(/&lt;/g, '<')
            .replace(/&gt;/g, '>')
            .replace(/&nbsp;/g, '\u00a0')
            .replace(/&apos;/g, "'")
            .replace(/&amp;/g, '&')
          expect(read).toBe(text)
        },
      ),
    )
  })

  it.each([
    [{ votes: 0 }, '<b>0</b><span class="sr-only"> votes, upvote<'],
    [{ votes: 1 }, '<b>1</b><span class="sr-only"> vote, upvote<'],
    [{ votes: 12_345 }, '<b>12.3k</b>'],
    [{ authorCount: null }, '<span>Authors unknown</span>'],
    [{ authorCount: 1 }, '<span>1 author</span>'],
    [
      { organization: { slug: 'pearls-lab', name: 'PEARLS Lab' } },
      '<a href="/orgs/pearls-lab" class="organization" data-initial="P">PEARLS Lab</a>',
    ],
    [{ publishedOn: null }, '<span>Date unknown</span>'],
    [{}, '<time dateTime="2026-01-09" title="9 January 2026">Jan 9</time>'],
    [{ publishedOn: '2025-10-15' }, '>Oct 15, 2025</time>'],
    [{ withdrawn: true }, '<strong>Withdrawn</strong>'],
    [{ summarised: true }, '<i>Our summary: </i>An abstract'],
  ] as [Partial<PaperCard>, string][])('of %j shows %s', (given, told) => {
    expect(shown(aCard(given), 'none')).toContain(told)
  })

  it('says why the first three stand where they do', () => {
    expect(shown(aCard({ rank: 1 }), 'rank')).toContain('<em>#1 of the day</em>')
    expect(shown(aCard({ rank: 4 }), 'rank')).not.toContain('of the day')
    expect(shown(aCard({ rank: 1 }), 'none')).not.toContain('of the day')
  })
})
