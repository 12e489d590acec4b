/** Which addresses have an answer that is the same for everybody, for how long, and what it shows. */
import { parseEditionDate, parseMonth, parseWeek } from '../../domain/edition.ts'
import {
  editionTag,
  FRONT_TAG,
  MODERATION_TAG,
  memberTag,
  monthTag,
  type PageTag,
  paperTag,
  TOPICS_TAG,
  TRENDING_TAG,
  weekTag,
} from '../../domain/page-tags.ts'
import { ORDERS } from '../../domain/ranking.ts'

/** An answer that is kept: under `address`, at most `lifetime` seconds, until one of `tags` changes. */
export type Kept = Answered & { kind: 'kept'; lifetime: number; tags: PageTag[] }
type Answered = {
  address: string
  /** Programs, mail readers and schedulers post to it without a page of ours. */
  takesForeignPosts: boolean
  /** A mail as mail programs show it, with styles of its own. */
  isMail?: boolean
  /** The paper that it is about alone: when that is removed, it answers 410. */
  paperId?: string
}
/**
 * `passed`: asked of Next each time, at `address`. `missing`: no such page, whoever asks.
 * `moved`: the same page without a slash at its end. `mailbox`: a file of the local mailbox.
 */
export type Policy =
  | Kept
  | (Answered & { kind: 'passed' })
  | { kind: 'missing' }
  | { kind: 'moved'; address: string }
  | { kind: 'mailbox'; file: MailboxFile }

/** The list for programs, or a mail by its number: as it was sent, or its HTML alone. */
export type MailboxFile = { form: 'json' } | { form: 'eml' | 'html'; n: number }

type Row = {
  path: RegExp
  /** The parameters that its page reads, each with the values it takes. Others do not exist. */
  query?: Record<string, RegExp>
  lifetime?: number
  tags?: (name: string) => PageTag[]
  takesForeignPosts?: boolean
  /** Whether the name in the path can be one at all. */
  accepts?: (name: string) => boolean
  isMail?: boolean
  /** The name in the path is a paper's id. */
  isPaper?: boolean
}

const CURSOR = /^[A-Za-z0-9_-]{1,400}$/
const LIST = { order: new RegExp(`^(${ORDERS.join('|')})$`), after: CURSOR }
const MINUTE = 60
const RETURN_PATH = /^[^\p{Cc}]{0,500}$/u
const ANYTHING = /^[^\p{Cc}]{0,1000}$/u
const TYPED = /^[^\p{Cc}]{1,300}$/u
const TOKEN = /^[A-Za-z0-9_.-]{1,200}$/
const PAPER_ID = String.raw`[a-z0-9%:.-]{1,200}(?:\/[a-z0-9.]{1,40})?`

const ROWS: Row[] = [
  { path: /^\/$/, query: LIST, lifetime: MINUTE, tags: () => [FRONT_TAG] },
  {
    path: /^\/papers\/date\/([^/]+)$/,
    query: LIST,
    lifetime: MINUTE,
    tags: (date) => [editionTag(date)],
    accepts: (date) => parseEditionDate(date) !== null,
  },
  {
    path: /^\/papers\/week\/([^/]+)$/,
    query: LIST,
    lifetime: MINUTE,
    tags: (week) => [weekTag(week)],
    accepts: (week) => parseWeek(week) !== null,
  },
  {
    path: /^\/papers\/month\/([^/]+)$/,
    query: LIST,
    lifetime: MINUTE,
    tags: (month) => [monthTag(month)],
    accepts: (month) => parseMonth(month) !== null,
  },
  { path: /^\/papers\/trending$/, query: LIST, lifetime: MINUTE, tags: () => [TRENDING_TAG] },
  { path: /^\/papers$/, lifetime: 60 * MINUTE },
  { path: new RegExp(`^/papers/${PAPER_ID}/(?:vote|save|hide)$`) },
  {
    path: new RegExp(String.raw`^\/papers\/(${PAPER_ID})\.(?:bib|ris|csl\.json)$`, 'i'),
    lifetime: 5 * MINUTE,
    tags: (id) => [paperTag(id)],
    isPaper: true,
  },
  {
    path: new RegExp(`^/papers/(${PAPER_ID})$`, 'i'),
    lifetime: MINUTE,
    tags: (id) => [paperTag(id)],
    isPaper: true,
  },
  {
    path: /^\/(?:orgs|authors|categories)\/([A-Za-z0-9._-]{1,100})$/,
    query: LIST,
    lifetime: MINUTE,
    tags: () => [TOPICS_TAG],
  },
  {
    path: /^\/u\/([A-Za-z0-9-]{1,40})$/,
    query: { after: CURSOR },
    lifetime: MINUTE,
    tags: (handle) => [memberTag(handle)],
  },
  { path: /^\/saved$/, query: { after: CURSOR } },
  { path: /^\/settings(?:\/export\.json)?$/ },
  { path: /^\/sign-(?:out|in\/press)$/ },
  { path: /^\/sign-in$/, query: { next: RETURN_PATH, failed: /^provider$/, error: ANYTHING } },
  { path: /^\/sign-in\/with\/[a-z-]{1,20}$/ },
  {
    path: /^\/api\/auth\/callback\/[a-z-]{1,20}$/,
    query: { code: ANYTHING, state: ANYTHING, error: ANYTHING, iss: ANYTHING },
  },
  {
    path: /^\/sign-in\/link$/,
    query: { token: TOKEN, next: RETURN_PATH, failed: /^(over|closed)$/ },
  },
  { path: /^\/submit$/, query: { paper: TYPED } },
  {
    path: /^\/moderation$/,
    query: { after: /^\d{1,9}$/ },
    lifetime: MINUTE,
    tags: () => [MODERATION_TAG],
  },
  {
    path: /^\/admin(?:\/(?:reports|papers|members|digests))?$/,
    query: { paper: TYPED, who: TYPED },
  },
  { path: /^\/admin\/sources$/, query: { before: /^\d{1,9}$/ } },
  { path: new RegExp(`^/admin/papers/${PAPER_ID}$`) },
  { path: /^\/admin\/digests\/(?:daily|weekly|\d{1,9})\.html$/, isMail: true },
  { path: /^\/admin\/digests\/\d{1,9}\.csv$/ },
  { path: /^\/about(?:\/ranking)?$/, lifetime: 10 * MINUTE },
  { path: /^\/status$/, lifetime: 10 },
  { path: /^\/api\/(?:cron|mail)\/[a-z-]{1,40}$/, takesForeignPosts: true },
  { path: /^\/api\/u\/[\w-]{1,100}$/, takesForeignPosts: true },
  {
    path: /^\/subscribe$/,
    query: { failed: /^(address|many)$/ },
    lifetime: 5 * MINUTE,
  },
  { path: /^\/subscribe\/sent$/, lifetime: 10 * MINUTE },
  { path: /^\/subscribe\/start$/ },
  { path: /^\/subscriptions\/confirm\/press$/ },
  {
    path: /^\/subscriptions\/(?:confirm|manage|unsubscribe)$/,
    query: { token: /^[\w-]{1,100}$/, confirmed: /^1$/, done: /^1$/ },
  },
  // Only for this machine; front.ts sees to it.
  { path: /^\/mailbox(?:\/\d{1,9})?$/ },
  { path: /^\/api\/health(?:\/live|\/ready)?$/ },
]

/** The policy of a request's address (path and query as they came). */
export function policyOf(url: string): Policy {
  const [path = '/', queryText = ''] = splitOnce(url, '?')
  if (!isReadable(path)) return { kind: 'missing' }
  const file = mailboxFile(path)
  if (file) return { kind: 'mailbox', file }
  if (path.length > 1 && path.endsWith('/')) {
    const inner = path.replace(/\/+$/, '')
    return inner && findRow(inner) ? { kind: 'moved', address: inner } : { kind: 'missing' }
  }
  const found = findRow(path)
  const query = found && readQuery(found.row, queryText)
  if (!found || query === null || query === undefined) return { kind: 'missing' }
  const address = path + query
  const { lifetime, takesForeignPosts = false, isMail, tags, isPaper } = found.row
  if (!lifetime) return { kind: 'passed', address, takesForeignPosts, isMail }
  const paperId = isPaper ? decodeURIComponent(found.name) : undefined
  const kept = { address, takesForeignPosts, paperId, lifetime, tags: tags?.(found.name) ?? [] }
  return { kind: 'kept', ...kept }
}

/** Broken escapes and control characters name nothing. */
function isReadable(path: string): boolean {
  try {
    return !/\p{Cc}/u.test(decodeURIComponent(path))
  } catch {
    return false
  }
}

function mailboxFile(path: string): MailboxFile | null {
  if (path === '/mailbox.json') return { form: 'json' }
  const [, n, form] = /^\/mailbox\/(\d{1,9})\.(eml|html)$/.exec(path) ?? []
  return form === 'eml' || form === 'html' ? { form, n: Number(n) } : null
}

function findRow(path: string): { row: Row; name: string } | null {
  for (const row of ROWS) {
    const match = row.path.exec(path)
    if (!match) continue
    const name = match[1] ?? ''
    return row.accepts && !row.accepts(name) ? null : { row, name }
  }
  return null
}

/** The known parameters in one order; null when one of them has a value that its page never has. */
function readQuery(row: Row, text: string): string | null {
  if (!row.query || !text) return ''
  const given = new URLSearchParams(text)
  const kept: string[] = []
  for (const [name, values] of Object.entries(row.query)) {
    const [value, ...more] = given.getAll(name)
    if (value === undefined) continue
    if (more.length > 0 || !values.test(value)) return null
    kept.push(`${name}=${encodeURIComponent(value)}`)
  }
  return kept.length > 0 ? `?${kept.join('&')}` : ''
}

function splitOnce(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}
