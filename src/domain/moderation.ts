/** Acts of curators and admins, each of which stands in the public log. */
import { z } from 'zod'
import { plainDate } from './dates.ts'

export type Act =
  | 'list'
  | 'unlist'
  | 'decline'
  | 'set-organization'
  | 'remove-paper'
  | 'restore-paper'
  | 'remove-comment'
  | 'restore-comment'
  | 'dismiss-report'
  | 'ban'
  | 'unban'
  | 'grant-role'
  | 'set-rule'
  | 'pause-digest'
  | 'resume-digest'
  | 'lift-suppression'
  | 'resend-mail'
  | 'drop-mail'
  | 'retry-item'
  | 'resend-digest'

/** Who acts where the operator's rule or command does; no member has this id. */
export const OPERATOR = 'system'

/**
 * An entry of the log; `actor` and `member` are ids of members, who may be gone. `detail`: the date
 * of an edition, the name of an organization (empty: none), a role, or a digest.
 */
export type ModerationEntry = {
  at: Date
  actor: string
  act: Act
  paperId?: string | null
  commentId?: number | null
  member?: string | null
  detail?: string | null
  reason?: string | null
}

/** Who acts, by the member's id, and when. */
export type By = { actor: string; now: Date }

/** What is said about an act, around the thing that it is about. */
export function wordsOf({
  act,
  detail,
}: Pick<ModerationEntry, 'act' | 'detail'>): [string, string] {
  switch (act) {
    case 'list':
      return ['listed', `in the edition of ${plainDate(detail ?? '')}`]
    case 'unlist':
      return ['took', `out of the edition of ${plainDate(detail ?? '')}`]
    case 'decline':
      return ['declined to list', '']
    case 'set-organization':
      return ['set the organization of', detail ? `to ${detail}` : 'to none']
    case 'remove-paper':
      return ['removed', '']
    case 'restore-paper':
      return ['restored', '']
    case 'remove-comment':
      return ['removed', '']
    case 'restore-comment':
      return ['restored', '']
    case 'dismiss-report':
      return ['kept', 'after a report']
    case 'ban':
      return ['closed the account of', '']
    case 'unban':
      return ['opened the account of', 'again']
    case 'grant-role':
      return ['made', detail === 'admin' ? 'an admin' : `a ${detail}`]
    case 'set-rule':
      return ['changed the rule of what is listed', '']
    case 'pause-digest':
      return ['paused', detail ?? '']
    case 'resume-digest':
      return ['let go', detail ?? '']
    case 'lift-suppression':
      return ['let mail go to an address again that had been suppressed', '']
    case 'resend-mail':
      return ['sent a mail of', `${detail} again`]
    case 'drop-mail':
      return ['gave up a mail of', detail ?? '']
    case 'retry-item':
      return ['stored', 'after it had been set aside']
    case 'resend-digest':
      return ['sent once more what was held of', detail ?? '']
  }
}

const LONGEST = 500

const INVISIBLE = /[^\P{Cc}\n\t]|[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu

/** Words as typed: NFC, without what is invisible or turns text around; lines stay. */
export function plainWords(text: string): string {
  return text.replace(INVISIBLE, '').trim().normalize('NFC')
}

/** Words of at most 500 characters that may be left out. */
export const noteSchema = z
  .string()
  .optional()
  .transform((text = '') => plainWords(text))
  .refine((text) => text.length <= LONGEST, `At most ${LONGEST} characters.`)

/** A reason that everybody may read. */
export const reasonSchema = noteSchema.refine(
  Boolean,
  'Say why: the reason stands in the public log.',
)
