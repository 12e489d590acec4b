import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { TextPage } from '@/components/ui/text-page'
import { findMail } from '@/db/deliveries/mailbox'
import { env } from '@/env'
import { linksIn, readMail } from '@/mail/read-mail'
import { time } from '../time'

export const metadata: Metadata = { title: 'Email', robots: { index: false } }

/** One kept email: its text with its links, and links to its other forms. */
export default async function MailPage({ params }: { params: Promise<{ n: string }> }) {
  const { n } = await params
  if (!env().hasMailbox || !/^\d{1,9}$/.test(n)) notFound()
  const mail = await findMail(Number(n))
  if (!mail) notFound()
  const { from, html } = await readMail(mail.bytes)
  return (
    <TextPage title={mail.subject || 'No subject'}>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1 text-[14px]">
        <dt className="text-mute">From</dt>
        <dd>{from}</dd>
        <dt className="text-mute">To</dt>
        <dd>{mail.to}</dd>
        <dt className="text-mute">Received</dt>
        <dd>
          <time dateTime={mail.receivedAt.toISOString()}>{time(mail.receivedAt)}</time>
        </dd>
      </dl>
      <p className="flex flex-wrap gap-x-5">
        {html && <a href={`/mailbox/${n}.html`}>HTML preview</a>}
        <a href={`/mailbox/${n}.eml`}>Original message</a>
        <a href="/mailbox">All emails</a>
      </p>
      <div className="mt-6 border-t border-rule pt-6 whitespace-pre-wrap">
        <TextWithLinks text={mail.text} />
      </div>
    </TextPage>
  )
}

function TextWithLinks({ text }: { text: string }) {
  const parts: React.ReactNode[] = []
  let end = 0
  for (const { href, at } of linksIn(text)) {
    parts.push(
      text.slice(end, at),
      <a key={at} href={href}>
        {href}
      </a>,
    )
    end = at + href.length
  }
  return [...parts, text.slice(end)]
}
