'use client'
/** The way to sign in, and back to where one is. */
import { usePathname, useSearchParams } from 'next/navigation'
import { BUTTON } from '../ui/button'

/** What a mailed link opens is never written into another address. */
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
      // A page that is not there was rendered once for all addresses.
      suppressHydrationWarning
    >
      Sign in
    </a>
  )
}
