/** Reads a quarantined item again, going by what it looks like. */
import { openXml } from './arxiv/open-xml.ts'
import { openJsonList } from './file/json-list.ts'
import { PAYLOAD_LIMIT, type Reading, type Understood } from './source.ts'

/** Entries and announcements are parts of a feed, not documents in themselves. */
const AROUND: [RegExp, (item: string) => string][] = [
  [/^<entry[\s>]/, (item) => `<feed>${item}</feed>`],
  [/^<item[\s>]/, (item) => `<rss><channel>${item}</channel></rss>`],
]

/** The paper in a payload, or why there still isn't one. Never throws. */
export async function rereadItem(payload: string): Promise<Reading> {
  if (payload.length >= PAYLOAD_LIMIT) return { reason: 'it was too long to be kept whole' }
  try {
    const opened = /^\s*</.test(payload)
      ? openPart(payload.trim())
      : openJsonList([JSON.parse(payload)])
    for await (const item of opened?.items ?? []) {
      return 'draft' in item ? item : { reason: item.quarantined.reason }
    }
    return { reason: 'it is not a paper in a known format' }
  } catch (error) {
    return { reason: (error as Error).message }
  }
}

function openPart(item: string): Understood | null {
  const around = AROUND.find(([start]) => start.test(item))?.[1]
  return openXml(Buffer.from(around ? around(item) : item))
}
