/** What mail providers tell of mails that came back, in one shape. */

/** `deliveryId`: ours, where the return path or the provider names it. */
export type ProviderEvent = {
  eventId: string
  kind: 'hard_bounce' | 'soft_bounce' | 'complaint'
  email: string | null
  deliveryId: string | null
  reason: string
}
/** The events of a call; null when it is not what it claims to be, or not signed by whom it should be. */
export type ReadEvents = ProviderEvent[] | null

const UUID = /\+([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@/i

/** The delivery that a return path such as `bounces+DELIVERY@example.org` stands for, or null. */
export function deliveryIn(returnPath: string): string | null {
  return UUID.exec(returnPath)?.[1]?.toLowerCase() ?? null
}

/** JSON, or null. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
