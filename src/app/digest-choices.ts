/** What the digest's forms offer on this site. */
import type { DigestChoices } from '@/components/digest/choices'
import { listCategories } from '@/db/papers/papers'
import { categoryName } from '@/domain/category'
import { USUAL_HOUR, type Wishes } from '@/domain/subscription'
import { env } from '@/env'

const CATEGORIES_SHOWN = 12
/** More than are shown, since some may be a curator's own or retired by arXiv. */
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

/** What the forms are filled in with. */
export function usualWishes(): Wishes {
  return { cadence: 'daily', topics: [], hour: USUAL_HOUR, timeZone: env().editionClock.timeZone }
}
