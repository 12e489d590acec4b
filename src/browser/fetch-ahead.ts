/**
 * Fetches the page behind a link when the mouse rests on it, in browsers without speculation rules.
 * Not for members: browsers do not keep their pages, so it would gain nothing.
 */
import { messageBox } from './member'

const REST_MS = 100

export function fetchAhead(): void {
  if (HTMLScriptElement.supports?.('speculationrules')) return
  const fetched = new Set<string>()
  let rest: ReturnType<typeof setTimeout> | undefined
  document.addEventListener('mouseover', ({ target }) => {
    clearTimeout(rest)
    const link = target instanceof Element ? target.closest('a') : null
    if (!link || !isWorthIt(link) || fetched.has(link.href)) return
    rest = setTimeout(() => {
      fetched.add(link.href)
      fetch(link.href, { priority: 'low' }).catch(() => {})
    }, REST_MS)
  })
}

function isWorthIt(link: HTMLAnchorElement): boolean {
  const isPage = /^\/(?:$|about|authors|categories|orgs|papers|moderation|u\/)/.test(link.pathname)
  const isHere = link.pathname === location.pathname && link.search === location.search
  return link.origin === location.origin && isPage && !messageBox() && !isHere && !link.download
}
