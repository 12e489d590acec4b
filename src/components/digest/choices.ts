/** What the form of a digest offers. */
import type { Wishes } from '@/domain/subscription'

export type DigestChoices = {
  /** Those that most papers here are in. */
  categories: { category: string; name: string | null }[]
  timeZones: string[]
}

/** The fields of a form as they stand in it. */
export type TypedWishes = Partial<Record<keyof Wishes, string>>
