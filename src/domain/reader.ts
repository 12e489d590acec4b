/** Who is reading a list, as far as it affects the list. */
import type { Marks } from './marks.ts'

export type Reader = {
  isMember: boolean
  /** They are a member whose address gets the digest. */
  hasDigest: boolean
  /** By paper; those without any are left out. */
  marks: Map<string, Marks>
  /** How many papers of this page the member has hidden. */
  hidden: number
  /** How many papers of this page were listed since the member's last visit; null on the first visit. */
  fresh: number | null
}

/** A reader without an account. */
export const ANYBODY: Reader = {
  isMember: false,
  hasDigest: false,
  marks: new Map(),
  hidden: 0,
  fresh: null,
}
