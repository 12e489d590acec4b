/** A digest of every kind of paper, for tests of its mail. */
import type { DigestData, DigestPaper } from '../../src/mail/digest-view.ts'

let made = 0

export function aPaper(given: Partial<DigestPaper> = {}): DigestPaper {
  made++
  return {
    id: `2602.${String(made).padStart(5, '0')}`,
    arxivId: null,
    title: 'A plain title',
    abstract: 'We study things and find that they are things.',
    summarised: false,
    authorCount: 3,
    firstAuthor: 'Ada Example',
    organization: null,
    publishedOn: '2026-01-09',
    categories: ['cs.CL'],
    votes: 12,
    comments: 0,
    withdrawn: false,
    score: 1,
    rank: null,
    appearedAt: new Date('2026-02-09T01:00:00Z'),
    listedOn: '2026-02-09',
    ...given,
  }
}

/** Every kind of item: long, without anything, with math, markup, other scripts and many votes. */
export const EVERY_KIND: DigestPaper[] = [
  aPaper({ id: '2602.00001', title: 'Bounds of $O(n^2)$ and $\\alpha_1$', votes: 12_345 }),
  aPaper({ id: '2602.00002', title: '<b>Bold</b> & "quoted" <script>alert(1)</script>' }),
  aPaper({
    id: '2602.00003',
    title: 'An organization’s paper',
    organization: { slug: 'lab', name: 'Lab & Söhne <x>' },
  }),
  aPaper({
    id: 'a-paper-without-much-2026',
    title: 'Nothing known',
    abstract: null,
    authorCount: null,
    firstAuthor: null,
    publishedOn: null,
    votes: 0,
  }),
  aPaper({
    id: 'math/0611800',
    title: '学习 и обучение',
    authorCount: 1,
    firstAuthor: 'Бо 例',
    votes: 1,
    publishedOn: '2006-11-27',
  }),
  aPaper({
    id: '2602.00006',
    title: `A title of many words ${'and of more words '.repeat(30)}`,
    firstAuthor: null,
    abstract: `A long abstract. ${'It goes on and on. '.repeat(60)}`,
  }),
]

export const DAILY: DigestData = {
  cadence: 'daily',
  isFirst: false,
  period: { from: '2026-02-09', to: '2026-02-09' },
  editions: [{ date: '2026-02-09', papers: 58 }],
  topics: ['cs.CL', 'cs.RO'],
  papers: EVERY_KIND,
  total: 58,
  siteUrl: 'https://papers.example.org',
}

/** The week before, on everything, with papers of three of its days. */
export const WEEKLY: DigestData = {
  ...DAILY,
  cadence: 'weekly',
  topics: [],
  period: { from: '2026-02-02', to: '2026-02-08' },
  editions: [
    { date: '2026-02-06', papers: 60 },
    { date: '2026-02-03', papers: 100 },
    { date: '2026-02-02', papers: 40 },
  ],
  papers: ['2026-02-03', '2026-02-06', '2026-02-02'].map((listedOn) => aPaper({ listedOn })),
  total: 200,
}
