/** Who reads a list, as far as the list shows it. */
import type { Marks } from './marks.ts'

export type Reader = {
  isMember: boolean
  /** A member whose address gets the digest. */
  hasDigest: boolean
  /** Of the papers that have any. */
  marks: Map<string, Marks>
  /** How many of the list's page the member has hidden. */
  hidden: number
  /** How many of the list's page were listed since the member's last visit; null on a first one. */
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
