import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { TextPage } from '@/components/ui/text-page'
import { listMails } from '@/db/deliveries/mailbox'
import { env } from '@/env'
import { time } from './time'

export const metadata: Metadata = { title: 'Mailbox', robots: { index: false } }

const MOST_SHOWN = 200

/** The emails that a local site keeps instead of sending. */
export default async function MailboxPage() {
  if (!env().hasMailbox) notFound()
  const mails = await listMails(MOST_SHOWN)
  return (
    <TextPage title="Mailbox">
      <p>
        This is a local site: mail is kept here instead of being sent. Set <code>SMTP_URL</code> to
        send it.
      </p>
      {mails.length === 0 && <p className="text-mute">No mail yet.</p>}
      <ol className="mt-8 list-none! border-t border-rule p-0!">
        {mails.map(({ n, to, subject, receivedAt }) => (
          <li key={n} className="border-b border-rule py-4">
            <a
              href={`/mailbox/${n}`}
              className="font-serif text-[19px] font-semibold no-underline!"
            >
              {subject || 'No subject'}
            </a>
            <div className="mt-1 flex flex-wrap gap-x-4 text-[13.5px] text-mute">
              <span>to {to}</span>
              <time dateTime={receivedAt.toISOString()}>{time(receivedAt)}</time>
            </div>
          </li>
        ))}
      </ol>
    </TextPage>
  )
}
