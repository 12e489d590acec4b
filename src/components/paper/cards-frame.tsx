'use client'
/**
 * The element around the cards of a list. Its inside is HTML that React never looks into: given,
 * or put into the page by the server (see cards-store.ts).
 */
import { useState } from 'react'

/** Those that came with a page. Pages that the browser's router keeps are shown from them again. */
const loaded = new Map<string, string>()

export function CardsFrame({ mark, html }: { mark: string; html?: string }) {
  const id = `cards-${mark}`
  const [body] = useState(() => html ?? cardsThatCame(id))
  return (
    <div
      id={id}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: cardHtml escapes every value
      dangerouslySetInnerHTML={{ __html: body }}
    />
  )
}

function cardsThatCame(id: string): string {
  if (typeof document === 'undefined') return ''
  const body = loaded.get(id) ?? document.getElementById(id)?.innerHTML ?? ''
  loaded.set(id, body)
  return body
}
