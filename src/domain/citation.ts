/** A paper as a reference: BibTeX, RIS and CSL-JSON, always exactly one entry whatever the text contains. */
import { plainTextOf } from './latex.ts'
import { oneLine } from './short-text.ts'

export type CitedPaper = {
  id: string
  arxivId: string | null
  title: string
  authors: { name: string }[]
  publishedOn: string | null
  categories: string[]
  abstract: string | null
  summarised: boolean
  doi: string | null
}

export const CITATION_FORMATS = {
  bib: { label: 'BibTeX', mediaType: 'application/x-bibtex', write: writeBibtex },
  ris: { label: 'RIS', mediaType: 'application/x-research-info-systems', write: writeRis },
  csl: { label: 'CSL-JSON', mediaType: 'application/vnd.citationstyles.csl+json', write: writeCsl },
} as const
export type CitationFormat = keyof typeof CITATION_FORMATS

/** `@misc` with both eprint fields that importers look for; UTF-8, with balanced braces. */
export function writeBibtex(paper: CitedPaper, url: string): string {
  const [category] = paper.categories
  const fields: [string, string | null | undefined][] = [
    ['title', `{${bibtexText(plainTextOf(paper.title))}}`],
    ['author', paper.authors.map(({ name }) => bibtexName(name)).join(' and ') || null],
    ['year', paper.publishedOn?.slice(0, 4)],
    ['month', paper.publishedOn && String(Number(paper.publishedOn.slice(5, 7)))],
    ['eprint', paper.arxivId],
    ['archivePrefix', paper.arxivId && 'arXiv'],
    ['eprinttype', paper.arxivId && 'arxiv'],
    ['primaryClass', paper.arxivId && category],
    ['doi', doiOf(paper)?.replace(/[{}\\]/g, '')],
    ['url', paper.arxivId ? `https://arxiv.org/abs/${paper.arxivId}` : url],
  ]
  const lines = fields.flatMap(([name, value]) => (value ? `  ${name} = {${value}},\n` : []))
  return `@misc{${keyOf(paper)},\n${lines.join('')}}\n`
}

/** RIS with CRLF line ends; to RIS a preprint is unpublished work. */
export function writeRis(paper: CitedPaper, url: string): string {
  const fields: [string, string | null][] = [
    ['TY', 'UNPB'],
    ['TI', plainTextOf(paper.title)],
    ...paper.authors.map(({ name }): [string, string] => ['AU', lastNameFirst(name)]),
    ['PY', paper.publishedOn?.slice(0, 4) ?? null],
    ['DA', paper.publishedOn?.replaceAll('-', '/') ?? null],
    ['AB', paper.summarised || !paper.abstract ? null : plainTextOf(paper.abstract)],
    ...paper.categories.map((category): [string, string] => ['KW', category]),
    ['PB', paper.arxivId && 'arXiv'],
    ['M1', paper.arxivId && `arXiv:${paper.arxivId}`],
    ['DO', doiOf(paper)],
    ['UR', paper.arxivId ? `https://arxiv.org/abs/${paper.arxivId}` : url],
  ]
  const lines = fields.flatMap(([tag, value]) => (value ? `${tag}  - ${oneLine(value)}\r\n` : []))
  return `${lines.join('')}ER  - \r\n`
}

/** CSL-JSON: an array of one item. */
export function writeCsl(paper: CitedPaper, url: string): string {
  const item = {
    id: keyOf(paper),
    type: 'article',
    title: plainTextOf(paper.title),
    author: paper.authors.map(({ name }) => nameParts(name)),
    issued: paper.publishedOn
      ? { 'date-parts': [paper.publishedOn.split('-').map(Number)] }
      : undefined,
    abstract: paper.summarised || !paper.abstract ? undefined : plainTextOf(paper.abstract),
    publisher: paper.arxivId ? 'arXiv' : undefined,
    number: paper.arxivId ? `arXiv:${paper.arxivId}` : undefined,
    DOI: doiOf(paper) ?? undefined,
    URL: paper.arxivId ? `https://arxiv.org/abs/${paper.arxivId}` : url,
  }
  return `${JSON.stringify([item], null, 2)}\n`
}

/** "ma2023eureka": first author's last name, year, first long word of the title. */
function keyOf(paper: CitedPaper): string {
  const [first] = paper.authors
  const word = plainTextOf(paper.title)
    .split(/[^\p{L}\p{N}]+/u)
    .find((one) => one.length > 3)
  const key = [first && nameParts(first.name).family, paper.publishedOn?.slice(0, 4), word]
  const ascii = key
    .join('')
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
  return ascii || `paper${paper.id.replace(/[^a-z0-9]/g, '')}`
}

function nameParts(name: string): { family: string; given?: string } {
  const words = name.trim().split(/\s+/)
  const family = words.at(-1) ?? name
  return words.length > 1 ? { family, given: words.slice(0, -1).join(' ') } : { family }
}

function lastNameFirst(name: string): string {
  const { family, given } = nameParts(name)
  return given ? `${family}, ${given}` : family
}

/** arXiv gives every paper a DOI, but a publisher's takes precedence. */
function doiOf(paper: CitedPaper): string | null {
  return paper.doi ?? (paper.arxivId ? `10.48550/arXiv.${paper.arxivId}` : null)
}

/** Unbalanced braces would end the field; a lone backslash would start a command. */
function bibtexText(text: string): string {
  const plain = oneLine(text)
    .replace(/[\\{}]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return plain.replace(/[%#&$_]/g, '\\$&')
}

/** A name with "and" in it would be read as two names. */
function bibtexName(name: string): string {
  const text = bibtexText(name)
  return /\sand\s/i.test(text) ? `{${text}}` : text
}
