/** Whether a request that changes something comes from a page of this site. */

type Told = { origin?: string; fetchSite?: string }

/**
 * A browser tells it by Origin, or by Sec-Fetch-Site, which no page can forge. A request that tells
 * neither is refused, as is one from a sandboxed page (`Origin: null`).
 */
export function isFromOwnPage({ origin, fetchSite }: Told, siteUrl: string): boolean {
  if (fetchSite !== undefined && fetchSite !== 'same-origin') return false
  if (origin === undefined) return fetchSite === 'same-origin'
  return origin === siteUrl || (origin !== 'null' && fetchSite === 'same-origin')
}
