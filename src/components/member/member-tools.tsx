'use client'
/** What only members' pages need; its larger part comes apart, so that a first visit stays small. */
import { usePathname } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { sayAwake } from '../site/awake'

export function MemberTools() {
  const message = useRef<HTMLParagraphElement>(null)
  const path = usePathname()
  useEffect(() => {
    const box = message.current
    const listening = import('./taps').then(({ listenForTaps }) => box && listenForTaps(box))
    listening.finally(sayAwake)
    return () => void listening.then((end) => end?.())
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page is looked through when it comes
  useEffect(() => {
    import('./taps').then(({ showTapped }) => showTapped())
  }, [path])
  return <p ref={message} id="tap-message" role="status" />
}
