/** Reads the fields of a digest's form. */
import { z } from 'zod'
import { type Wishes, wishesSchema } from '../domain/subscription.ts'
import { topicsIn } from '../domain/topic.ts'

/** Ticked boxes and words between commas, all under one name. */
const topics = z
  .string()
  .optional()
  .transform((text = '') => topicsIn(text))
  .pipe(wishesSchema.shape.topics)

export const wishesFields = wishesSchema.extend({ topics })

/** Wishes as their fields show them. */
export function shownWishes({ cadence, topics, hour, timeZone }: Wishes): Record<string, string> {
  return { cadence, topics: topics.join(','), hour: String(hour), timeZone }
}
