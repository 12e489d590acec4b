/** What the digest's forms offer. */
import type { Wishes } from '@/domain/subscription'

export type DigestChoices = {
  /** The ones with the most papers here. */
  categories: { category: string; name: string | null }[]
  timeZones: string[]
}

/** A form's fields as typed. */
export type TypedWishes = Partial<Record<keyof Wishes, string>>
