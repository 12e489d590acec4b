'use client'
/** The element of a card. Its inside is HTML that React never looks into. */
import { useState } from 'react'
import { cardBody } from './card-bodies'

type Props = { id: string; isSeen: boolean; mark: string; html?: string }

export function CardFrame({ id, isSeen, mark, html }: Props) {
  const [body] = useState(() => html ?? cardBody(mark, `paper-${id}`))
  return (
    <article
      id={`paper-${id}`}
      data-paper-id={id}
      className={isSeen ? 'card seen' : 'card'}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: cardHtml escapes every value
      dangerouslySetInnerHTML={{ __html: body }}
    />
  )
}
