'use client'
/** What only members' pages need; loaded apart, so that a reader's first visit stays small. */
import { lazy, Suspense } from 'react'

const Taps = lazy(async () => ({ default: (await import('./taps')).Taps }))

export function MemberTools() {
  return (
    <Suspense>
      <Taps />
    </Suspense>
  )
}
