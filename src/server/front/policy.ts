/** Which addresses have an answer that is the same for everybody, for how long, and what it shows. */
import type { Named } from '../../db/papers/names.ts'
import type { PageTag } from '../../wire/page-tags.ts'
import { ROWS, type Row } from './policy-rows.ts'

/** An answer that is kept: under `address`, at most `lifetime` seconds, until one of `tags` changes. */
export type Kept = Answered & { kind: 'kept'; lifetime: number; tags: PageTag[] }
type Answered = {
  address: string
  /** Programs, mail readers and schedulers post to it without a page of ours. */
  takesForeignPosts: boolean
  /** A mail as mail programs show it, with styles of its own. */
  isMail?: boolean
  /** What its path names; a paper that is removed answers 410. */
  named?: Named
  /** Only for requests from this machine. */
  isLocal?: boolean
  hydrates?: Row['hydrates']
}
/**
 * `passed`: Next is asked each time, at `address`. `missing`: no such page for anybody.
 * `moved`: the same page without the trailing slash. `mailbox`: a file of the local mailbox.
 */
export type Policy =
  | Kept
  | (Answered & { kind: 'passed' })
  | { kind: 'missing' }
  | { kind: 'moved'; address: string }
  | { kind: 'mailbox'; file: MailboxFile }

/** Whether a page keeps Next's scripts for whoever asks. */
export function isHydrated({ hydrates }: Pick<Answered, 'hydrates'>, hasSession: boolean): boolean {
  return hydrates === 'always' || (hydrates === 'members' && hasSession)
}

/** An address without a page: every other such address shows what Next renders for this one. */
export const MISSING_ADDRESS = '/no-such-page'

/** The list for programs, or a mail by its number: as it was sent, or its HTML alone. */
export type MailboxFile = { form: 'json' } | { form: 'eml' | 'html'; n: number }

/** The policy of a request's address (path and query as they came). */
export function policyOf(url: string): Policy {
  const [path = '/', queryText = ''] = splitOnce(url, '?')
  if (!isPlain(path)) return { kind: 'missing' }
  const file = mailboxFile(path)
  if (file) return { kind: 'mailbox', file }
  if (path.length > 1 && path.endsWith('/')) {
    const inner = path.slice(0, -1)
    const address = url.replace(path, inner)
    return findRow(inner) ? { kind: 'moved', address } : { kind: 'missing' }
  }
  const found = findRow(path)
  const query = found && readQuery(found.row, queryText)
  if (!found || query === null || query === undefined) return { kind: 'missing' }
  const { lifetime, takesForeignPosts = false, isMail, isLocal, hydrates, tags, names } = found.row
  const answered = { address: path + query, takesForeignPosts, isMail, isLocal, hydrates }
  if (!lifetime) return { kind: 'passed', ...answered }
  const named = names && { kind: names, name: found.name }
  return { kind: 'kept', ...answered, named, lifetime, tags: tags?.(found.name) ?? [] }
}

/**
 * Whether a path is its only spelling: no escape (none of our addresses needs one), no dots, slashes
 * or backslashes that lead elsewhere, none of Next's own endings.
 */
function isPlain(path: string): boolean {
  if (!/^\/[\w/.:-]*$/.test(path) || path.includes('//')) return false
  if (/\.(?:rsc|txt|segments|prefetch|action)(?:\/|$)/.test(path)) return false
  return new URL(`http://site.invalid${path}`).pathname === path
}

function mailboxFile(path: string): MailboxFile | null {
  if (path === '/mailbox.json') return { form: 'json' }
  const [, n, form] = /^\/mailbox\/(\d{1,9})\.(eml|html)$/.exec(path) ?? []
  return form === 'eml' || form === 'html' ? { form, n: Number(n) } : null
}

/** The row of a path, and the name in it in its one spelling. */
function findRow(path: string): { row: Row; name: string } | null {
  for (const row of ROWS) {
    const match = row.path.exec(path)
    if (!match) continue
    const given = match[1] ?? ''
    const name = row.spell ? row.spell(given) : given
    return name === null ? null : { row, name }
  }
  return null
}

/** The known parameters in one order; null when one of them has a value that its page never takes. */
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
