import type { Metadata } from 'next'
import { TextPage } from '@/components/site/text-page'
import { LetterSent } from '@/components/ui/letter-sent'
import { env } from '@/env'

export const metadata: Metadata = { title: 'Look in your inbox', robots: { index: false } }

/** The same for every address, known or not. */
export default function SentPage() {
  return (
    <TextPage title="Look in your inbox">
      <LetterSent mailbox={env().hasMailbox}>
        If your address can be subscribed, a mail is on its way to it. Open its link and confirm:
        then you get the daily digest, and choose topics, hour and time zone.
      </LetterSent>
      <p>
        <a href="/">Back to the papers</a>
      </p>
    </TextPage>
  )
}
