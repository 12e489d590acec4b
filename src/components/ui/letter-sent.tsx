/** Says where to look after a form that mails a link; the same whatever became of it. */
import type { ReactNode } from 'react'

const ONCE_A_DAY =
  'We send one such email per address a day, so look for an earlier one too. If none comes at all, emails to your address may have bounced or been marked as spam: use another address.'

/** `advice`: what to do when no mail comes. */
type Props = { children: ReactNode; mailbox: boolean; advice?: string }

export function LetterSent({ children, mailbox, advice }: Props) {
  return (
    <div role="status">
      <p className="mb-3">{children}</p>
      {mailbox && (
        <p className="mb-3">
          This is a local site: mail isn’t sent. Read it in{' '}
          <a href="/mailbox" className="link">
            the mailbox
          </a>
          .
        </p>
      )}
      {(!mailbox || !advice) && (
        <p className="mb-3">
          {advice ??
            `Nothing after a few minutes? ${mailbox ? '' : 'Check your spam folder. '}${ONCE_A_DAY}`}
        </p>
      )}
    </div>
  )
}
