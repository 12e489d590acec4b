/** A member: who is signed in, what they may do, and how a request shows that one is asking. */

export const ROLES = ['member', 'curator', 'admin'] as const
export type Role = (typeof ROLES)[number]

/** The signed-in member, as pages and writes know them. */
export type Member = {
  id: string
  email: string
  handle: string
  /** May be empty: then the handle stands for it. */
  name: string
  role: Role
  /** Null: the handle was made up. */
  handleChosenAt: Date | null
  hidesActivity: boolean
  wantsReplyMail: boolean
  createdAt: Date
}

/** With a dot after it, what better-auth's cookies begin with; `__Host-` also refuses a Domain. */
export function cookiePrefix(isSecure: boolean): string {
  return isSecure ? '__Host-broadsheet' : 'broadsheet'
}
const HANDLE = /^[a-z0-9][a-z0-9-]{1,29}$/
/** Without vowels, which make words, and without what looks alike. */
const CLEAR = '23456789bcdfghjkmnpqrstvwxz'
/** Handles that would read as the site speaking. */
const RESERVED = new Set(['admin', 'administrator', 'broadsheet', 'curator', 'moderator', 'system'])

/** Curators and admins keep the lists; admins also keep the people. */
export function isCurator({ role }: Pick<Member, 'role'>): boolean {
  return role !== 'member'
}

/** A handle as typed, in its one spelling; null when it can be none. */
export function parseHandle(text: string): string | null {
  const handle = text.trim().toLowerCase().replace(/^@/, '')
  return HANDLE.test(handle) && !handle.endsWith('-') && !RESERVED.has(handle) ? handle : null
}

/** A handle to begin with, such as `reader-4f7k2`; `pick` gives a whole number from 0 below its own. */
export function madeUpHandle(pick: (below: number) => number): string {
  const letters = Array.from({ length: 5 }, () => CLEAR[pick(CLEAR.length)])
  return `reader-${letters.join('')}`
}
