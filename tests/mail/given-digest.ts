/** A digest of every kind of paper, for tests of its mail. */
import type { PaperCard } from '../../src/domain/paper-card.ts'
import type { DigestData } from '../../src/mail/digest-view.ts'

let made = 0

export function aCard(given: Partial<PaperCard> = {}): PaperCard {
  made++
  return {
    id: `2602.${String(made).padStart(5, '0')}`,
    arxivId: null,
    title: 'A plain title',
    abstract: 'We study things and find that they are things.',
    summarised: false,
    authorCount: 3,
    organization: null,
    publishedOn: '2026-01-09',
    categories: ['cs.CL'],
    votes: 12,
    comments: 0,
    withdrawn: false,
    score: 1,
    rank: null,
    appearedAt: new Date('2026-02-09T01:00:00Z'),
    ...given,
  }
}

/** Every kind of item: long, without anything, with math, markup, other scripts and many votes. */
export const EVERY_KIND: PaperCard[] = [
  aCard({ id: '2602.00001', title: 'Bounds of $O(n^2)$ and $\\alpha_1$', votes: 12_345 }),
  aCard({ id: '2602.00002', title: '<b>Bold</b> & "quoted" <script>alert(1)</script>' }),
  aCard({
    id: '2602.00003',
    title: 'An organization’s paper',
    organization: { slug: 'lab', name: 'Lab & Söhne <x>' },
  }),
  aCard({
    id: 'a-paper-without-much-2026',
    title: 'Nothing known',
    abstract: null,
    authorCount: null,
    publishedOn: null,
    votes: 0,
  }),
  aCard({
    id: 'math/0611800',
    title: '学习 и обучение',
    authorCount: 1,
    publishedOn: '2006-11-27',
  }),
  aCard({
    id: '2602.00006',
    title: `A title of many words ${'and of more words '.repeat(30)}`,
    abstract: `A long abstract. ${'It goes on and on. '.repeat(60)}`,
  }),
]

export const DAILY: DigestData = {
  cadence: 'daily',
  period: { from: '2026-02-09', to: '2026-02-09' },
  topics: ['cs.CL', 'cs.RO'],
  papers: EVERY_KIND,
  total: 58,
  siteUrl: 'https://papers.example.org',
}
