'use client'
/** The link to sign in, which leads back to the current page. */
import { usePathname, useSearchParams } from 'next/navigation'
import { BUTTON } from '../ui/button'

/** Pages that emailed links open: their tokens must not get into another address. */
const HOLDS_TOKEN = /^\/(?:sign-|subscriptions\/)/

export function SignInLink() {
  const path = usePathname()
  const query = useSearchParams().toString()
  const here = query ? `${path}?${query}` : path
  const isHome = here === '/' || HOLDS_TOKEN.test(path)
  return (
    <a
      href={isHome ? '/sign-in' : `/sign-in?next=${encodeURIComponent(here)}`}
      className={BUTTON}
      // "Page not found" is rendered once for all addresses.
      suppressHydrationWarning
    >
      Sign in
    </a>
  )
}
