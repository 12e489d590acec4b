/** Turns a comment's Markdown into HTML that is safe whatever was written, in bounded time and size. */
import { escapeText, escapeUTF8 } from 'entities/escape'
import { LRUCache } from 'lru-cache'
import createParser, { type MarkdownIt, type RendererRule, type Token } from 'markdown-it'
import { cleanComment, LONGEST_COMMENT } from './comment.ts'
import { readFormulas } from './markdown-formulas.ts'

/** A comment with more HTML than this, in characters, is shown as typed. */
const LARGEST_HTML = 150_000
const KEPT_CHARACTERS = 4_000_000
/** How deep quotes and lists may nest; a list takes two levels. */
const DEEPEST = 20

/**
 * A comment's Markdown as HTML: CommonMark with tables, `~~struck~~` text and formulas in dollars,
 * where line breaks stay line breaks. No images, and no tags, ids, classes or styles of the writer's;
 * links only over http and https, marked as user content. What is nested too deeply or would grow too
 * large is shown as typed.
 */
export function commentHtml(body: string): string {
  const known = made.get(body)
  if (known !== undefined) return known
  const text = cleanComment(body).slice(0, LONGEST_COMMENT)
  const html = rendered(text) ?? boxed(text)
  made.set(body, html)
  return html
}

/** The same comments are shown again and again. */
const made = new LRUCache<string, string>({
  maxSize: KEPT_CHARACTERS,
  sizeCalculation: (html, body) => html.length + body.length + 1,
})
let parser: MarkdownIt | undefined

/** Null if it is nested so deeply that the parser stops reading, or grows too large. */
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

/** A link to nowhere, such as `[x]()`, becomes plain text. Links never contain links. */
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

/** Headings become bold lines, and wide elements scroll on their own, by keyboard too. */
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
