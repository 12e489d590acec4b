/** Every kind of mail, with papers made up for the purpose, as its pictures show it. */
import type { PaperCard } from '../../../src/domain/paper-card.ts'
import { env } from '../../../src/env.ts'
import { confirmMail } from '../../../src/mail/confirm.ts'
import { renderDigest } from '../../../src/mail/digest.tsx'
import type { DigestData, DigestPaper } from '../../../src/mail/digest-view.ts'
import type { MailContent } from '../../../src/mail/letter.tsx'
import { manageMail } from '../../../src/mail/manage.ts'
import { replyMail } from '../../../src/mail/reply.ts'
import { signInMail } from '../../../src/mail/sign-in.ts'

const SITE = 'https://papers.example.org'
const TOKEN = 'a-token-of-as-many-letters-as-a-real-one-00'

/** A title, who made it, votes, an abstract and the day it was listed. */
type Line = [string, Partial<PaperCard> & { firstAuthor?: string }, number, string, string?]
const LINES: Line[] = [
  [
    'Learning to Write Reward Functions by Reading the Simulator',
    { firstAuthor: 'Ada Example', authorCount: 13 },
    212,
    'Reward design is slow work that is mostly done by hand. We let a language model read the source of a simulator and propose rewards, which are then tried, scored and rewritten until a robot hand spins a pen.',
  ],
  [
    'A $360^\\circ$ View of Tokens: $O(n \\log n)$ Attention with $\\alpha_1$-Sparse Keys',
    { organization: { slug: 'many-lab', name: 'Many Lab' }, authorCount: 4 },
    1_204,
    'We bound the error of attention over sparse keys and show that it falls as the number of keys grows. On long documents it is twice as fast and no worse.',
  ],
  [
    'What Practitioners Ask of Agents That Take Many Turns, and Why It Is So Often Not What the Benchmarks of the Last Three Years Have Measured',
    { firstAuthor: 'Bo Sample', authorCount: 1 },
    96,
    'Interviews with forty engineers, a survey of four hundred more, and what follows for those who build benchmarks.',
  ],
  ['Bird Song as a Second Language', { firstAuthor: 'Cy Instance', authorCount: 3 }, 74, 'Short.'],
  [
    'Немного о разложении: Small Notes on Large Factorizations',
    { firstAuthor: 'Дина Пример', authorCount: 2 },
    12,
    'A note on factorizations that fit on one page and on those that do not, with a proof that there are more of the latter.',
  ],
  ['A Paper of Which Nothing Is Known but Its Title', { abstract: null, authorCount: null }, 1, ''],
  [
    'الترجمة الآلية بلا بيانات متوازية',
    { firstAuthor: 'Dana Esempio', authorCount: 5 },
    1,
    'نقدم نموذجا يتعلم الترجمة بين لغتين من غير أن يرى جملة واحدة مترجمة.',
  ],
  [
    'Counting Sheep with Cameras on Fences',
    { firstAuthor: 'Eve Beispiel', authorCount: 7 },
    0,
    'A field study over two winters with eleven cameras, two thousand sheep and a dog who learned to open the gate.',
  ],
]

function papersOn(days: string[], votes = true): DigestPaper[] {
  const lines = LINES.toSorted(([, , one], [, , other]) => other - one)
  return lines.map(([title, more, count, abstract], index) => ({
    id: `2602.0000${index}`,
    arxivId: null,
    title,
    abstract,
    summarised: false,
    authorCount: null,
    firstAuthor: null,
    organization: null,
    publishedOn: '2026-02-06',
    categories: ['cs.CL'],
    votes: votes ? count : 0,
    comments: 0,
    withdrawn: false,
    score: 1,
    rank: null,
    appearedAt: new Date(0),
    listedOn: days[index % days.length] ?? '',
    ...more,
  }))
}

const DAILY: DigestData = {
  cadence: 'daily',
  topics: [],
  isFirst: false,
  period: { from: '2026-02-09', to: '2026-02-09' },
  editions: [{ date: '2026-02-09', papers: 52 }],
  papers: papersOn(['2026-02-09']),
  total: 52,
  siteUrl: SITE,
}
const WEEK = ['2026-02-06', '2026-02-05', '2026-02-04', '2026-02-03', '2026-02-02']

/** Each by the name of its picture. */
export async function everyMail(): Promise<Record<string, MailContent>> {
  Object.assign(env(), { SITE_URL: SITE })
  const wishes = { topics: ['cs.CL', 'cs.RO'], hour: 8, timeZone: 'Europe/Berlin' }
  return {
    'first-daily': await renderDigest({ ...DAILY, isFirst: true }),
    daily: await renderDigest({
      ...DAILY,
      topics: ['cs.CL', 'cs.RO'],
      period: { from: '2026-02-06', to: '2026-02-09' },
      editions: [
        { date: '2026-02-09', papers: 49 },
        { date: '2026-02-06', papers: 3 },
      ],
    }),
    weekly: await renderDigest({
      ...DAILY,
      cadence: 'weekly',
      period: { from: '2026-02-02', to: '2026-02-08' },
      editions: WEEK.map((date) => ({ date, papers: 40 })),
      papers: papersOn(WEEK),
      total: 200,
    }),
    'new-papers': await renderDigest({ ...DAILY, papers: papersOn(['2026-02-09'], false) }),
    confirmation: await confirmMail(TOKEN, { ...wishes, cadence: 'daily' }),
    'sign-in': await signInMail({
      link: `${SITE}/sign-in/verify?token=${TOKEN}`,
      siteUrl: SITE,
      minutes: 10,
    }),
    manage: await manageMail(TOKEN),
    reply: await replyMail({
      author: { handle: 'ada', name: 'Ada Example' },
      title: LINES[1]?.[0] ?? '',
      body: 'I tried this on documents of **a million** tokens.\n\nIt holds, though the keys must be sorted first: see the second table of the appendix.',
      link: `${SITE}/papers/2602.00001#comment-7`,
      siteUrl: SITE,
    }),
  }
}
