/** A member: who is signed in, what they may do, and what their cookies are called. */

export const ROLES = ['member', 'curator', 'admin'] as const
export type Role = (typeof ROLES)[number]

/** The signed-in member, as pages and actions know them. */
export type Member = {
  id: string
  email: string
  handle: string
  /** May be empty; the handle is shown instead. */
  name: string
  role: Role
  /** Null: the handle is made up. */
  handleChosenAt: Date | null
  hidesActivity: boolean
  wantsReplyMail: boolean
  createdAt: Date
}

/** What better-auth's cookies begin with, followed by a dot; `__Host-` also forbids a Domain. */
export function cookiePrefix(isSecure: boolean): string {
  return isSecure ? '__Host-broadsheet' : 'broadsheet'
}
const HANDLE = /^[a-z0-9][a-z0-9-]{1,29}$/
/** No vowels, which make words, and no characters that look alike. */
const CLEAR = '23456789bcdfghjkmnpqrstvwxz'
/** Handles that would read as the site speaking. */
const RESERVED = new Set(['admin', 'administrator', 'broadsheet', 'curator', 'moderator', 'system'])

/** Curators and admins look after the lists; admins also look after the people. */
export function isCurator({ role }: Pick<Member, 'role'>): boolean {
  return role !== 'member'
}

/** A handle as typed, in its canonical spelling; null if it cannot be one. */
export function parseHandle(text: string): string | null {
  const handle = text.trim().toLowerCase().replace(/^@/, '')
  return HANDLE.test(handle) && !handle.endsWith('-') && !RESERVED.has(handle) ? handle : null
}

/** A handle to start with, such as `reader-4f7k2`; `pick(n)` returns a whole number from 0 to n - 1. */
export function madeUpHandle(pick: (below: number) => number): string {
  const letters = Array.from({ length: 5 }, () => CLEAR[pick(CLEAR.length)])
  return `reader-${letters.join('')}`
}
