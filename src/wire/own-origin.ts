/** Whether a request that changes something came from a page of this site. */

/** What people read whose form did not come from a page of this site, most likely from an old one. */
export const STALE_PAGE = 'This form has expired. Reload the page.'

type Told = { origin?: string; fetchSite?: string }

/**
 * Browsers say so in Origin or in Sec-Fetch-Site, neither of which a page can forge. A request with
 * neither header is refused, and so is one from a sandboxed page (`Origin: null`).
 */
export function isFromOwnPage({ origin, fetchSite }: Told, siteUrl: string): boolean {
  if (fetchSite !== undefined && fetchSite !== 'same-origin') return false
  if (origin === undefined) return fetchSite === 'same-origin'
  return origin === siteUrl || (origin !== 'null' && fetchSite === 'same-origin')
}
