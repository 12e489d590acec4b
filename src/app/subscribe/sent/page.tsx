import type { Metadata } from 'next'
import { LetterSent } from '@/components/ui/letter-sent'
import { TextPage } from '@/components/ui/text-page'
import { env } from '@/env'

export const metadata: Metadata = { title: 'Check your inbox', robots: { index: false } }

/** The same for every address, known or not. */
export default function SentPage() {
  return (
    <TextPage title="Check your inbox">
      <LetterSent mailbox={env().hasMailbox}>
        We’ve sent you a confirmation link. Open it to start your daily digest; you can pick topics
        and time there. Already subscribed? Then the link opens your settings.
      </LetterSent>
      <p>
        <a href="/">Back to the papers</a>
      </p>
    </TextPage>
  )
}
