/** Where to go after a form: only ever a page of this site. */

const ANY_SITE = 'http://site.invalid'
const LONGEST = 500

/** A path with query and fragment as given, or `/` when it could lead anywhere else. */
export function readReturnPath(text: unknown): string {
  if (typeof text !== 'string' || text.length > LONGEST) return '/'
  if (!/^\/(?![/\\])/.test(text) || /[\p{Cc}\\]/u.test(text) || !URL.canParse(text, ANY_SITE))
    return '/'
  const { origin, pathname, search, hash } = new URL(text, ANY_SITE)
  const path = pathname + search + hash
  return origin === ANY_SITE && !path.startsWith('//') ? path : '/'
}
