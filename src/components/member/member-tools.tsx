'use client'
/** What only members' pages need; its larger part comes apart, so that a first visit stays small. */
import { usePathname } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { sayAwake } from '../ui/awake'

export function MemberTools() {
  const message = useRef<HTMLParagraphElement>(null)
  const path = usePathname()
  useEffect(() => {
    const box = message.current
    const listening = import('./taps').then(({ listenForTaps }) => box && listenForTaps(box))
    listening.finally(sayAwake)
    return () => void listening.then((end) => end?.())
  }, [])
  const shown = useRef(path)
  useEffect(() => {
    import('./taps').then(({ showTapped }) => showTapped())
    // A menu that was opened before the scripts ran stays open.
    if (shown.current !== path) closeMenus()
    shown.current = path
  }, [path])
  return <p ref={message} id="tap-message" role="status" />
}

function closeMenus() {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>('details.menu'))
    menu.open = false
}
