/** Markdown of comments as HTML that is safe whatever was written, in bounded time and size. */
import { escapeText, escapeUTF8 } from 'entities/escape'
import { LRUCache } from 'lru-cache'
import createParser, { type MarkdownIt, type RendererRule, type Token } from 'markdown-it'
import { cleanComment, LONGEST_COMMENT } from './comment.ts'
import { readFormulas } from './markdown-formulas.ts'

/** Characters of HTML above which a comment is shown as it was typed. */
const LARGEST_HTML = 150_000
const KEPT_CHARACTERS = 4_000_000
/** Levels of quotes and lists inside each other; a list takes two. */
const DEEPEST = 20

/**
 * HTML of a comment's Markdown: CommonMark with tables, `~~struck~~` text and formulas in dollars,
 * where a new line is one. No images, tags of its writer, ids, classes or styles; links over http
 * and https only, marked as a stranger’s. What is nested too deeply or would grow too large is
 * shown as it was typed.
 */
export function commentHtml(body: string): string {
  const known = made.get(body)
  if (known !== undefined) return known
  const text = cleanComment(body).slice(0, LONGEST_COMMENT)
  const html = rendered(text) ?? boxed(text)
  made.set(body, html)
  return html
}

/** A page shows the same comments again and again. */
const made = new LRUCache<string, string>({
  maxSize: KEPT_CHARACTERS,
  sizeCalculation: (html, body) => html.length + body.length + 1,
})
let parser: MarkdownIt | undefined

/** Null when it is nested too deeply, where the parser stops reading, or grows too large. */
function rendered(text: string): string | null {
  parser ??= makeParser()
  const tokens = parser.parse(text, {})
  if (tokens.some(({ level }) => level >= DEEPEST - 1)) return null
  const html = parser.renderer.render(tokens, parser.options, {})
  return html.length <= LARGEST_HTML ? html : null
}

function makeParser(): MarkdownIt {
  const parser = createParser({ html: false, breaks: true, linkify: true, maxNesting: DEEPEST })
  parser.disable(['image', 'lheading', 'reference', 'html_block', 'html_inline'])
  parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false })
  parser.validateLink = (address) => /^https?:\/\//i.test(address) && URL.canParse(address)
  parser.core.ruler.push('links-that-lead', ({ tokens }) => {
    for (const token of tokens) token.children &&= withoutEmptyLinks(token.children)
  })
  readFormulas(parser)
  Object.assign(parser.renderer.rules, RULES)
  return parser
}

/** A link to nowhere, such as `[x]()`, is its text alone. Links never hold links. */
function withoutEmptyLinks(tokens: Token[]): Token[] {
  let isEmpty = false
  return tokens.filter((token) => {
    if (token.type === 'link_open') isEmpty = !token.attrGet('href')
    return !isEmpty || !token.type.startsWith('link_')
  })
}

const cell: RendererRule = (tokens, at) => {
  const { tag = 'td', attrs } = tokens[at] ?? {}
  const [, align] = /^text-align:(left|center|right)$/.exec(String(attrs?.[0]?.[1] ?? '')) ?? []
  return align ? `<${tag} align="${align}">` : `<${tag}>`
}
const code: RendererRule = (tokens, at) => boxed(tokens[at]?.content ?? '')

/** Headings are bold lines, and what is wide scrolls by itself, also by keyboard. */
const RULES: Record<string, RendererRule> = {
  heading_open: () => '<p><strong>',
  heading_close: () => '</strong></p>\n',
  table_open: () => '<div role="group" aria-label="Table" tabindex="0"><table>\n',
  table_close: () => '</table></div>\n',
  th_open: cell,
  td_open: cell,
  fence: code,
  code_block: code,
  link_open: (tokens, at) => {
    const address = escapeUTF8(String(tokens[at]?.attrGet('href') ?? ''))
    const isEmpty = tokens[at + 1]?.type === 'link_close'
    return `<a href="${address}" rel="nofollow ugc noopener">${isEmpty ? address : ''}`
  },
}

function boxed(text: string): string {
  return `<pre tabindex="0"><code>${escapeText(text)}</code></pre>\n`
}
