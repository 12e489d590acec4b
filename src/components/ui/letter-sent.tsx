/** Says where to look after a form that mails a link; the same whatever became of it. */
import type { ReactNode } from 'react'

const ONCE_A_DAY =
  'Nothing there after some minutes? Look among the spam. An address gets such a mail once a day at most, so one from before may still be there.'

/** `advice`: what to do when no mail comes. */
type Props = { children: ReactNode; mailbox: boolean; advice?: string }

/** Said to everybody, since nobody but its owner may learn whether an address is suppressed. */
const NEVER_MAILED =
  'Still nothing? Where mail has come back or was reported as spam, none is sent any more until the operator of this site lifts that: ask them.'

export function LetterSent({ children, mailbox, advice = ONCE_A_DAY }: Props) {
  return (
    <div role="status">
      <p className="mb-3">{children}</p>
      {mailbox ? (
        <p className="mb-3">
          This site keeps its mail to itself: find it in{' '}
          <a href="/mailbox" className="link">
            the mailbox
          </a>
          .
        </p>
      ) : (
        <p className="mb-3">
          {advice} {NEVER_MAILED}
        </p>
      )}
    </div>
  )
}
