/** Hugging Face's public API: https://huggingface.co/docs/hub/api */
import { LISTING_SOURCE_NAMES } from '../../domain/listing-rule.ts'
import { env } from '../../env.ts'
import { addressIn, type Service } from '../service.ts'

/** Far below the 500 requests per five minutes that are allowed without a token. */
const GAP_MS = 1_000
const MOST_BYTES = 5 * 2 ** 20
/** The largest page it returns. */
export const PAGE_SIZE = 100

export function huggingFaceService(): Service {
  const { HF_TOKEN } = env()
  return {
    name: 'hugging-face',
    title: LISTING_SOURCE_NAMES['hugging-face'],
    gapMs: GAP_MS,
    mostBytes: MOST_BYTES,
    bases: [base()],
    headers: {
      Accept: 'application/json',
      ...(HF_TOKEN ? { Authorization: `Bearer ${HF_TOKEN}` } : {}),
    },
  }
}

/** One page (counted from 0) of a date's daily list. */
export function dailyAddress(date: string, page: number): URL {
  const query = { date, limit: String(PAGE_SIZE), ...(page > 0 ? { p: String(page) } : {}) }
  return addressIn(base(), '/api/daily_papers', query)
}

function base(): URL {
  return new URL(env().HUGGING_FACE_URL ?? 'https://huggingface.co')
}
