/** Every address of the site, in the order in which they are tried. */
import type { Named } from '../../db/papers/names.ts'
import { readArxivId } from '../../domain/arxiv-id.ts'
import { categorySpelling } from '../../domain/category.ts'
import { parseEditionDate, parseMonth, parseWeek } from '../../domain/edition.ts'
import { ORDERS } from '../../domain/ranking.ts'
import {
  AUTHORS_TAG,
  authorTag,
  categoryTag,
  editionTag,
  FRONT_TAG,
  MODERATION_TAG,
  memberTag,
  monthTag,
  organizationTag,
  type PageTag,
  paperTag,
  TRENDING_TAG,
  weekTag,
} from '../../wire/page-tags.ts'

/** How the addresses that match a path are answered. */
export type Row = {
  path: RegExp
  /** The parameters that its page reads, each with the values it takes. Others do not exist. */
  query?: Record<string, RegExp>
  /** Seconds; without one, Next is asked each time. */
  lifetime?: number
  tags?: (name: string) => PageTag[]
  takesForeignPosts?: boolean
  /** The name in the path in its one spelling, as tags have it; null if it cannot be a name. */
  spell?: (name: string) => string | null
  isMail?: boolean
  /** What the path names; the page exists only if the database knows it. */
  names?: Named['kind']
  /** Only for requests from this machine. */
  isLocal?: boolean
  /**
   * Whether the page keeps Next's scripts, since it has forms that can be wrong: for everybody, or for
   * members alone. All other pages are documents.
   */
  hydrates?: 'always' | 'members'
}

const CURSOR = /^[A-Za-z0-9_-]{1,400}$/
const LIST = { order: new RegExp(`^(${ORDERS.join('|')})$`), after: CURSOR }
const MINUTE = 60
const RETURN_PATH = /^[^\p{Cc}]{0,500}$/u
const ANYTHING = /^[^\p{Cc}]{0,1000}$/u
const TYPED = /^[^\p{Cc}]{1,300}$/u
const TOKEN = /^[A-Za-z0-9_.-]{1,200}$/
/** Roughly: spellPaper decides which of these are ids. */
const PAPER_ID = String.raw`[A-Za-z0-9:.-]{1,200}(?:\/[A-Za-z0-9.]{1,40})?`

export const ROWS: Row[] = [
  { path: /^\/$/, query: LIST, lifetime: MINUTE, tags: () => [FRONT_TAG] },
  {
    path: /^\/papers\/date\/([^/]+)$/,
    query: LIST,
    lifetime: MINUTE,
    tags: (date) => [editionTag(date)],
    spell: (date) => (parseEditionDate(date) ? date : null),
  },
  {
    path: /^\/papers\/week\/([^/]+)$/,
    query: LIST,
    lifetime: MINUTE,
    tags: (week) => [weekTag(week)],
    spell: (week) => (parseWeek(week) ? week : null),
  },
  {
    path: /^\/papers\/month\/([^/]+)$/,
    query: LIST,
    lifetime: MINUTE,
    tags: (month) => [monthTag(month)],
    spell: (month) => (parseMonth(month) ? month : null),
  },
  { path: /^\/papers\/trending$/, query: LIST, lifetime: MINUTE, tags: () => [TRENDING_TAG] },
  { path: /^\/papers$/, lifetime: 60 * MINUTE },
  { path: new RegExp(`^/papers/(${PAPER_ID})/(?:vote|save|hide|seen)$`), spell: spellPaper },
  {
    path: new RegExp(String.raw`^\/papers\/(${PAPER_ID})\.(?:bib|ris|csl\.json)$`),
    lifetime: 5 * MINUTE,
    tags: (id) => [paperTag(id)],
    spell: spellPaper,
    names: 'paper',
  },
  {
    path: new RegExp(`^/papers/(${PAPER_ID})$`),
    lifetime: MINUTE,
    tags: (id) => [paperTag(id)],
    spell: spellPaper,
    names: 'paper',
    hydrates: 'members',
  },
  {
    path: /^\/orgs\/([A-Za-z0-9-]{1,100})$/,
    query: LIST,
    lifetime: MINUTE,
    tags: (slug) => [organizationTag(slug)],
    spell: (slug) => slug.toLowerCase(),
    names: 'organization',
  },
  {
    path: /^\/authors\/([A-Za-z0-9-]{1,100})$/,
    query: LIST,
    lifetime: MINUTE,
    tags: (slug) => [authorTag(slug), AUTHORS_TAG],
    spell: (slug) => slug.toLowerCase(),
    names: 'author',
  },
  {
    path: /^\/categories\/([A-Za-z.-]{1,40})$/,
    query: LIST,
    lifetime: MINUTE,
    tags: (category) => [categoryTag(category)],
    spell: categorySpelling,
    names: 'category',
  },
  {
    path: /^\/u\/([A-Za-z0-9-]{1,40})$/,
    query: { after: CURSOR },
    lifetime: MINUTE,
    tags: (handle) => [memberTag(handle)],
    spell: (handle) => handle.toLowerCase(),
  },
  { path: /^\/saved$/, query: { after: CURSOR } },
  { path: /^\/settings(?:\/export\.json)?$/, hydrates: 'always' },
  { path: /^\/sign-(?:out|in\/press)$/ },
  {
    path: /^\/sign-in$/,
    query: { next: RETURN_PATH, failed: /^provider$/, error: ANYTHING },
    hydrates: 'always',
  },
  { path: /^\/sign-in\/with\/[a-z-]{1,20}$/ },
  {
    path: /^\/api\/auth\/callback\/[a-z-]{1,20}$/,
    query: { code: ANYTHING, state: ANYTHING, error: ANYTHING, iss: ANYTHING },
  },
  {
    path: /^\/sign-in\/link$/,
    query: { token: TOKEN, next: RETURN_PATH, failed: /^(over|closed|again)$/ },
  },
  {
    path: /^\/sign-in\/handle$/,
    query: { next: RETURN_PATH, proposed: /^[a-z0-9-]{1,30}$/ },
    hydrates: 'always',
  },
  { path: /^\/submit$/, query: { paper: TYPED }, hydrates: 'always' },
  {
    path: /^\/moderation$/,
    query: { after: /^\d{1,9}$/ },
    lifetime: MINUTE,
    tags: () => [MODERATION_TAG],
  },
  {
    path: /^\/admin(?:\/(?:reports|papers|members|digests|suppressions))?$/,
    query: { paper: TYPED, who: TYPED },
    hydrates: 'always',
  },
  { path: /^\/admin\/sources$/, query: { before: /^\d{1,9}$/ }, hydrates: 'always' },
  { path: new RegExp(`^/admin/papers/(${PAPER_ID})$`), spell: spellPaper, hydrates: 'always' },
  { path: /^\/admin\/digests\/(?:daily|weekly|\d{1,9})\.html$/, isMail: true },
  { path: /^\/admin\/digests\/\d{1,9}\.csv$/ },
  { path: /^\/about(?:\/ranking)?$/, lifetime: 10 * MINUTE },
  { path: /^\/status$/, lifetime: 10 },
  { path: /^\/api\/(?:cron|mail)\/[a-z-]{1,40}$/, takesForeignPosts: true },
  { path: /^\/api\/u\/[\w-]{1,100}$/, takesForeignPosts: true },
  { path: /^\/api\/replies\/[\w-]{1,100}$/, takesForeignPosts: true },
  {
    path: /^\/subscribe$/,
    query: { failed: /^(address|many|topics)$/ },
    lifetime: 5 * MINUTE,
    hydrates: 'always',
  },
  { path: /^\/subscribe\/sent$/, lifetime: 10 * MINUTE },
  { path: /^\/subscribe\/start$/ },
  { path: /^\/subscriptions\/(?:confirm\/press|unsubscribe\/back)$/ },
  {
    path: /^\/subscriptions\/(?:confirm|manage|unsubscribe|replies)$/,
    query: { token: /^[\w-]{1,100}$/, confirmed: /^1$/, done: /^[\w-]{1,100}$/, back: /^1$/ },
    hydrates: 'always',
  },
  { path: /^\/mailbox(?:\/\d{1,9})?$/, isLocal: true },
  { path: /^\/api\/health(?:\/live|\/ready)?$/ },
]

/** arXiv's ids in any spelling, and the slugs of papers without one. */
function spellPaper(text: string): string | null {
  return readArxivId(text)?.id ?? (/^[a-z0-9-]+$/i.test(text) ? text.toLowerCase() : null)
}
