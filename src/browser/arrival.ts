/** How this page came to be seen. */

type Arrival = PerformanceNavigationTiming & { deliveryType?: string }

const arrival = () => performance.getEntriesByType('navigation')[0] as Arrival | undefined

/** Fetched before anybody asked for it. */
export function isFetchedAhead(): boolean {
  return arrival()?.deliveryType === 'navigational-prefetch'
}

/** Since when the server may have made it, in milliseconds since 1970. */
export function askedForAt(): number {
  return performance.timeOrigin + (arrival()?.requestStart ?? 0)
}
