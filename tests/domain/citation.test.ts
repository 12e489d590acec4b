import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CitedPaper, writeBibtex, writeCsl, writeRis } from '../../src/domain/citation.ts'
import { entriesOf, recordsOf } from './reference-readers.ts'

const URL = 'https://papers.example.org/papers/a-paper-2026'
const PAPER: CitedPaper = {
  id: '2310.12931',
  arxivId: '2310.12931',
  title: 'Eureka: Human-Level Reward Design',
  authors: [{ name: 'Yecheng Jason Ma' }, { name: 'William Liang' }],
  publishedOn: '2023-10-19',
  categories: ['cs.RO', 'cs.AI'],
  abstract: 'We present Eureka.',
  summarised: false,
  doi: null,
}
const aPaper = (given: Partial<CitedPaper> = {}) => ({ ...PAPER, ...given })

const HOSTILE = [
  '}',
  '}}} @misc{evil, title = {Evil}}',
  '{{{',
  'A\nER  - \nTY  - JOUR\nTI  - Evil',
  'A\r\nER  - \r\n\r\nTY  - UNPB',
  'A\u2028ER  - \u2029TY  - UNPB',
  '\\input{/etc/passwd}',
  '\\end{document} \\write18{rm -rf}',
  '100% of R&D for $5 #1 a_b',
  '"quoted" \'single\' <b>bold</b>',
  '@misc{a, title={b}}',
  'ends in a backslash \\',
  'Größe 深度学习 🦄 \u0000\u0007',
  '$\\tau^2$-Bench',
]
const hostileText = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .tuple(fc.constantFrom(...HOSTILE), fc.string(), fc.constantFrom(...HOSTILE))
    .map((all) => all.join(' ')),
)

describe('BibTeX', () => {
  it('names everything that importers look for', () => {
    expect(writeBibtex(PAPER, URL)).toBe(`@misc{ma2023eureka,
  title = {{Eureka: Human-Level Reward Design}},
  author = {Yecheng Jason Ma and William Liang},
  year = {2023},
  month = {10},
  eprint = {2310.12931},
  archivePrefix = {arXiv},
  eprinttype = {arxiv},
  primaryClass = {cs.RO},
  doi = {10.48550/arXiv.2310.12931},
  url = {https://arxiv.org/abs/2310.12931},
}
`)
  })

  it('leaves out what is not known', () => {
    const text = writeBibtex(
      aPaper({ arxivId: null, id: 'a-paper', authors: [], publishedOn: null, categories: [] }),
      URL,
    )
    expect(Object.keys(entriesOf(text)[0]?.fields ?? {})).toEqual(['title', 'url'])
    expect(text).toContain(`url = {${URL}}`)
  })

  it('escapes what TeX would read as a command', () => {
    const [entry] = entriesOf(writeBibtex(aPaper({ title: '100% of R&D #1 a_b \\input{x}' }), URL))
    expect(entry?.fields.title).toBe('{100\\% of R\\&D \\#1 a\\_b input x}')
  })

  it.each(HOSTILE)('is one entry when title and author are %j', (text) => {
    const entries = entriesOf(writeBibtex(aPaper({ title: text, authors: [{ name: text }] }), URL))
    expect(entries).toHaveLength(1)
    expect(entries[0]?.fields.eprint).toBe('2310.12931')
  })

  it('is one entry with the same fields for any title and authors', () => {
    fc.assert(
      fc.property(hostileText, fc.array(hostileText, { maxLength: 3 }), (title, names) => {
        const authors = names.map((name) => ({ name }))
        const entries = entriesOf(writeBibtex(aPaper({ title, authors }), URL))
        expect(entries).toHaveLength(1)
        expect(entries[0]?.key).toMatch(/^[a-z0-9]+$/)
        expect(entries[0]?.fields.url).toBe('https://arxiv.org/abs/2310.12931')
        expect(entries[0]?.fields.title).not.toMatch(/\\[a-zA-Z]/)
      }),
    )
  })
})

describe('RIS', () => {
  it('is lines of CRLF with the last name first', () => {
    const text = writeRis(PAPER, URL)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(text.split('\r\n').slice(0, 4)).toEqual([
      'TY  - UNPB',
      'TI  - Eureka: Human-Level Reward Design',
      'AU  - Ma, Yecheng Jason',
      'AU  - Liang, William',
    ])
    expect(text.endsWith('\r\nER  - \r\n')).toBe(true)
    expect(text).toContain('DA  - 2023/10/19\r\n')
  })

  it('leaves out what is not known', () => {
    const bare = aPaper({ arxivId: null, authors: [], publishedOn: null, categories: [] })
    const tags = recordsOf(writeRis({ ...bare, abstract: null }, URL))[0]?.map(([tag]) => tag)
    expect(tags).toEqual(['TY', 'TI', 'UR'])
  })

  it('takes a name of one word as it is', () => {
    expect(writeRis(aPaper({ authors: [{ name: 'Aristotle' }] }), URL)).toContain(
      'AU  - Aristotle\r\n',
    )
  })

  it('does not give our summary for the abstract', () => {
    expect(writeRis(aPaper({ summarised: true }), URL)).not.toContain('AB  - ')
    expect(writeRis(PAPER, URL)).toContain('AB  - We present Eureka.\r\n')
  })

  it('is one record for any title, author and abstract', () => {
    fc.assert(
      fc.property(hostileText, hostileText, hostileText, (title, name, abstract) => {
        const text = writeRis(aPaper({ title, abstract, authors: [{ name }] }), URL)
        const records = recordsOf(text)
        expect(records).toHaveLength(1)
        expect(records[0]?.filter(([tag]) => tag === 'TY')).toHaveLength(1)
        expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
      }),
    )
  })
})

describe('CSL-JSON', () => {
  const itemOf = (paper: CitedPaper) => {
    const items = JSON.parse(writeCsl(paper, URL)) as Record<string, unknown>[]
    expect(items).toHaveLength(1)
    return items[0] ?? {}
  }

  it('has names in two parts and a date in three', () => {
    expect(itemOf(PAPER)).toMatchObject({
      id: 'ma2023eureka',
      author: [
        { family: 'Ma', given: 'Yecheng Jason' },
        { family: 'Liang', given: 'William' },
      ],
      issued: { 'date-parts': [[2023, 10, 19]] },
      DOI: '10.48550/arXiv.2310.12931',
    })
  })

  it('gives a publisher’s own DOI before arXiv’s', () => {
    expect(itemOf(aPaper({ doi: '10.1000/182' })).DOI).toBe('10.1000/182')
  })

  it('leaves out what is not known', () => {
    const item = itemOf(aPaper({ arxivId: null, authors: [], publishedOn: null, abstract: null }))
    expect(item).toMatchObject({ author: [], URL })
    expect(Object.keys(item)).not.toContain('issued')
    expect(Object.keys(item)).not.toContain('DOI')
  })

  it.each(HOSTILE)('is one item when title and author are %j', (text) => {
    expect(itemOf(aPaper({ title: text, authors: [{ name: text }] })).type).toBe('article')
  })
})
