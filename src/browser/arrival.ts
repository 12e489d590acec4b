/** How the browser got this page. */

type Arrival = PerformanceNavigationTiming & { deliveryType?: string }

const arrival = () => performance.getEntriesByType('navigation')[0] as Arrival | undefined

/** Whether it was fetched before the reader asked for it. */
export function isFetchedAhead(): boolean {
  return arrival()?.deliveryType === 'navigational-prefetch'
}

/** The earliest time at which the server can have made it, in milliseconds since 1970. */
export function askedForAt(): number {
  return performance.timeOrigin + (arrival()?.requestStart ?? 0)
}
