/** Acts of curators and admins, all of which are in the public log. */
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

/** The actor when it is the operator's rule or command that acts; no member has this id. */
export const OPERATOR = 'system'

/**
 * An entry in the log; `actor` and `member` are ids of members, who may be gone. `detail`: an
 * edition's date, an organization's name (empty: none), a role, or a digest.
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

/** Who acts (a member's id), and when. */
export type By = { actor: string; now: Date }

/** What the log says about an act, before and after the thing it was done to. */
export function wordsOf({
  act,
  detail,
}: Pick<ModerationEntry, 'act' | 'detail'>): [string, string] {
  switch (act) {
    case 'list':
      return ['listed', `in the edition of ${plainDate(detail ?? '')}`]
    case 'unlist':
      return ['unlisted', `from the edition of ${plainDate(detail ?? '')}`]
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
      return ['reopened the account of', '']
    case 'grant-role':
      return ['made', detail === 'admin' ? 'an admin' : `a ${detail}`]
    case 'set-rule':
      return ['changed the listing rule', '']
    case 'pause-digest':
      return ['paused', detail ?? '']
    case 'resume-digest':
      return ['resumed', detail ?? '']
    case 'lift-suppression':
      return ['lifted the suppression of an email address', '']
    case 'resend-mail':
      return ['resent a mail of', detail ?? '']
    case 'drop-mail':
      return ['gave up on a mail of', detail ?? '']
    case 'retry-item':
      return ['released', 'from quarantine']
    case 'resend-digest':
      return ['resent the held mails of', detail ?? '']
  }
}

const LONGEST = 500

const INVISIBLE = /[^\P{Cc}\n\t]|[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu

/** Text as typed: NFC, without invisible characters or ones that change direction; line breaks stay. */
export function plainWords(text: string): string {
  return text.replace(INVISIBLE, '').trim().normalize('NFC')
}

/** Optional text of at most 500 characters. */
export const noteSchema = z
  .string()
  .optional()
  .transform((text = '') => plainWords(text))
  .refine((text) => text.length <= LONGEST, `At most ${LONGEST} characters.`)

/** A reason, which everybody may read. */
export const reasonSchema = noteSchema.refine(
  Boolean,
  'Please give a reason; the public log shows it.',
)
