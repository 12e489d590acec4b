/** Made-up papers that are hard to show, for the browser tests. Their editions are old: the front page stays the sample's. */

type Line = Record<string, unknown>

/** Lists every kind of odd paper. The day after it, a Wednesday, has no paper. */
export const ODD_DATE = '2024-03-05'
export const EMPTY_DATE = '2024-03-06'
export const XSS_DATE = '2024-03-07'
export const WEEKEND_DATE = '2024-03-09'
/** Several pages of papers, many of them with equal votes, some listed twice. */
export const FULL_MONTH = '2024-04'
/** Four papers whose place differs in each order. */
export const ORDER_DATE = '2024-05-02'

export const ORGANIZATION = { slug: 'many-lab', name: 'Many Lab & Söhne' }
export const ONE_AUTHOR = { slug: 'ann-many', name: 'Ann Many' }
export const PLAIN = '2403.00001'
export const WITHDRAWN = '2403.00002'
export const OLD_STYLE = 'math/0611800'
export const MATH = '2403.00003'
export const CROWDED = '2403.00004'
export const LONG_TITLE = '2403.00005'
export const RIGHT_TO_LEFT = '2403.00006'
export const UNKNOWN = 'nothing-is-known-of-this-paper-but-its-title'
export const CATEGORY = 'cs.CL'

const TEXT =
  'We study a thing that nobody has made and find, over many words, that it behaves as made-up ' +
  'things do. The text is long enough to fill more than the three lines that a card shows of an ' +
  'abstract, so that the card offers more. What follows is there for its length alone: on a wide ' +
  'page three lines hold more than three hundred letters, and only what goes beyond them is cut ' +
  'off, so the text goes on a little and ends where a reader may well have stopped.'

const odd = (given: Line): Line => ({
  abstract: TEXT,
  authors: ['Ada Example', 'Bo Sample'],
  categories: [CATEGORY],
  published: '2024-03-01',
  listedOn: ODD_DATE,
  ...given,
})

const ODD_LINES: Line[] = [
  odd({
    id: PLAIN,
    title: 'A plain paper: its authors stand in order',
    authors: ['Zoë Last-Name', 'Ada Example', 'Bo Sample', 'Li 李明'],
    categories: ['cs.LG', 'cs.CL', 'stat.ML', 'math.OC', 'cs.AI'],
    doi: '10.1234/made.up.<5>',
    journalRef: 'Journal of Things 12 (2024) 1–9',
    comment: '12 pages, 3 figures; code at the project page',
  }),
  odd({
    id: WITHDRAWN,
    title: 'A paper that its authors took back',
    comment: 'This paper has been withdrawn by the authors due to an error in Lemma 3',
  }),
  odd({ id: OLD_STYLE, title: 'Of the time of slashes', categories: ['math.GT'] }),
  odd({
    id: MATH,
    title: 'On $\\mathcal{O}(n^{3/2})$ bounds and the $\\ell_1$ norm of $x<y$',
    abstract:
      `For $n \\ge 1$ let $$\\sum_{i=1}^{n} \\frac{a_i}{b_i} = \\int_0^1 \\left( \\alpha x + \\beta ` +
      `x^2 + \\gamma x^3 + \\delta x^4 + \\epsilon x^5 + \\zeta x^6 \\right) dx.$$ It costs $5 or $6. ${TEXT}`,
  }),
  odd({
    id: CROWDED,
    title: 'Three hundred hands',
    authors: Array.from({ length: 300 }, (_, index) => `Person Number${index + 1}`),
  }),
  odd({
    id: LONG_TITLE,
    title: `${'Exceedinglylongwordsthatdonotwantto '.repeat(13)}wrap ${'x'.repeat(17)}`,
    categories: ['cs.CL', 'cond-mat.mtrl-sci', 'physics.flu-dyn', 'astro-ph.HE'],
  }),
  odd({
    id: RIGHT_TO_LEFT,
    title: 'تعلم الآلة في اللغة العربية: دراسة (2024) مع BERT',
    abstract: `نقدم دراسة عن تعلم الآلة. ${'ونجد أن النتائج جيدة جدا في كل الحالات. '.repeat(8)}`,
    authors: ['محمد علي', 'שרה כהן'],
  }),
  {
    arxivId: null,
    title: 'Nothing is known of this paper but its title',
    abstract: null,
    dailyDate: ODD_DATE,
  },
]

export const PAYLOADS = [
  '<script>alert(1)</script>',
  '<img data-payload src=x onerror=alert(1)>',
  '<svg data-payload onload=alert(1)>',
  '"><b data-payload onmouseover=alert(1)>x',
  `'><iframe data-payload src="javascript:alert(1)">`,
  '</title><script>alert(1)</script>',
  '</script><script>alert(1)</script>',
  '</style></textarea></noscript><img data-payload src=x onerror=alert(1)>',
  '<!--<script>alert(1)</script>--> <!-- <script',
  ']]><img data-payload src=x onerror=alert(1)>',
  '&lt;img data-payload src=x onerror=alert(1)&gt;',
  '&#60;script&#62;alert(1)&#60;/script&#62;',
  '%3Cscript%3Ealert(1)%3C/script%3E',
  "{{constructor.constructor('alert(1)')()}} \u0024{alert(1)}",
  'javascript:alert(1)',
  '<base data-payload href="https://evil.example/">',
  '<meta data-payload http-equiv=refresh content="0;url=https://evil.example/">',
  '<link data-payload rel=stylesheet href=https://evil.example/x.css>',
  '<form data-payload action=https://evil.example><button>go</button></form>',
  '<a data-payload href="javascript:alert(1)">here</a>',
  '<math data-payload><mtext></mtext><img data-payload src=x onerror=alert(1)></math>',
  '$\\href{javascript:alert(1)}{x}$ and $\\url{javascript:alert(1)}$',
  '$\\htmlData{payload=1}{x}$ $\\htmlId{main}{x}$ $\\htmlClass{sr-only}{x}$',
  '$\\htmlStyle{position:fixed;inset:0}{x}$',
  '$\\includegraphics[height=9em]{https://evil.example/x.png}$',
  '$\\text{<img data-payload src=x onerror=alert(1)>}$',
  '$x^{"><img data-payload src=x onerror=alert(1)>}$',
  '\\href{javascript:alert(1)}{<img data-payload src=x onerror=alert(1)>}',
]

/** The address of the paper that carries a payload in each of its fields. */
export const payloadId = (index: number) => `2403.1${String(index + 1).padStart(4, '0')}`
/** Its organization is named after the payload. */
export const payloadOrganization = (index: number) => `payload-${index + 1}`

const PAYLOAD_LINES: Line[] = PAYLOADS.flatMap((payload, index) => [
  odd({
    id: payloadId(index),
    title: `Title ${payload}`,
    abstract: `${payload} ${TEXT}`,
    authors: [`Ann ${payload}`],
    comment: `A note ${payload}`,
    journalRef: payload,
    listedOn: XSS_DATE,
  }),
  // The other shape brings what the first has no field for.
  {
    arxivId: payloadId(index),
    title: `Title ${payload}`,
    abstract: `${payload} ${TEXT}`,
    org: { slug: payloadOrganization(index), name: `Org ${payload}` },
    dailyDate: XSS_DATE,
  },
])

const FULL_DAYS = ['01', '02', '03', '15', '16', '30'].map((day) => `${FULL_MONTH}-${day}`)
export const FULL_MONTH_PAPERS = 125

const listed = (given: Line): Line => ({
  summary: TEXT,
  authors: [ONE_AUTHOR.name],
  publishedAt: '2024-03-20',
  organization: { name: ORGANIZATION.slug, fullname: ORGANIZATION.name },
  ...given,
})

const FULL_LINES: Line[] = Array.from({ length: FULL_MONTH_PAPERS }, (_, index) => {
  const entry = listed({
    id: `2404.${String(index + 1).padStart(5, '0')}`,
    title: `Paper ${index + 1} of a full month`,
    dailyDate: FULL_DAYS[index % FULL_DAYS.length],
    upvotes: index % 4,
    numComments: index % 3,
  })
  const again = { ...entry, dailyDate: FULL_DAYS[(index + 1) % FULL_DAYS.length] }
  return index % 10 === 0 ? [entry, again] : [entry]
}).flat()

const ORDER_LINES: Line[] = [
  { name: 'A', upvotes: 11, numComments: 0, hour: '01' },
  { name: 'B', upvotes: 10, numComments: 5, hour: '20' },
  { name: 'C', upvotes: 0, numComments: 9, hour: '10' },
  { name: 'D', upvotes: 3, numComments: 5, hour: '23' },
].map(({ name, hour, ...counts }, index) =>
  listed({
    id: `2405.0000${index + 1}`,
    title: `Paper ${name}`,
    dailyDate: ORDER_DATE,
    submittedOnDailyAt: `${ORDER_DATE}T${hour}:00:00Z`,
    organization: null,
    authors: ['Order Author'],
    ...counts,
  }),
)

/** For tests that write: each takes one for itself. */
export const talkedAbout = (index: number) => `2406.${String(index + 1).padStart(5, '0')}`

const TALK_LINES: Line[] = Array.from({ length: 20 }, (_, index) =>
  odd({
    id: talkedAbout(index),
    title: `Paper ${index + 1} to talk about`,
    categories: ['cs.DL'],
    listedOn: '2024-06-03',
  }),
)

/** All of them as NDJSON. */
export function oddPapers(): string {
  const lines = [...ODD_LINES, ...PAYLOAD_LINES, ...FULL_LINES, ...ORDER_LINES, ...TALK_LINES]
  return `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`
}
