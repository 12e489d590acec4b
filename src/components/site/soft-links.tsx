'use client'
/**
 * Follows links inside the site without loading the page anew. One listener serves plain links, so
 * that a list of hundreds has nothing to hydrate.
 */
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { sayAwake } from '../ui/awake'

/** `isAll`: no other script of the page has to be waited for. */
export function SoftLinks({ isAll }: { isAll: boolean }) {
  const router = useRouter()
  useEffect(() => {
    if (isAll) sayAwake()
  }, [isAll])
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a') : null
      if (!link || event.defaultPrevented || !isPlainClick(event) || !isPageHere(link)) return
      event.preventDefault()
      router.push(link.href)
    }
    document.addEventListener('click', follow)
    return () => document.removeEventListener('click', follow)
  }, [router])
  return null
}

function isPlainClick(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
}

function isPageHere(link: HTMLAnchorElement): boolean {
  if (link.origin !== location.origin || link.target || link.hasAttribute('download')) return false
  const isSamePage = link.pathname === location.pathname && link.search === location.search
  return !(isSamePage && link.hash)
}
