/** Says where to look after asking for a link by email; the same whatever became of it. */
import type { ReactNode } from 'react'

const ONCE_A_DAY = 'We send one such email per address a day, so look for an earlier one too.'
/** Said to everybody, since nobody but its owner may learn whether an address is suppressed. */
const NEVER_MAILED =
  'Still nothing? Once an email to an address has bounced or been marked as spam, we send it nothing more: use another address, or ask the people who run this site to lift that.'

/** `advice`: what to do when no email comes. */
type Props = { children: ReactNode; mailbox: boolean; advice?: string }

export function LetterSent({ children, mailbox, advice }: Props) {
  const where = mailbox ? '' : 'Check your spam folder. '
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
      <p className="mb-3">
        {advice ?? `Nothing after a few minutes? ${where}${ONCE_A_DAY}`} {NEVER_MAILED}
      </p>
    </div>
  )
}
