/** What the forms of the digest offer here. */
import type { DigestChoices } from '@/components/digest/choices'
import { listCategories } from '@/db/papers/papers'
import { categoryName } from '@/domain/category'
import { USUAL_HOUR, type Wishes } from '@/domain/subscription'
import { env } from '@/env'

const CATEGORIES_SHOWN = 12
/** Some that a curator made up, or an old one of arXiv's, may be among those of most papers. */
const CATEGORIES_READ = 40

export async function readDigestChoices(): Promise<DigestChoices> {
  const categories = await listCategories(CATEGORIES_READ)
  const known = categories.filter((category) => categoryName(category) !== null)
  return {
    categories: known
      .slice(0, CATEGORIES_SHOWN)
      .map((category) => ({ category, name: categoryName(category) })),
    timeZones: ['UTC', ...Intl.supportedValuesOf('timeZone')],
  }
}

/** What is asked for until somebody asks for something else. */
export function usualWishes(): Wishes {
  return { cadence: 'daily', topics: [], hour: USUAL_HOUR, timeZone: env().editionClock.timeZone }
}
