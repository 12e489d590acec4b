/** What admins can do about emails that are waiting, or whose delivery is unknown. */
import type { HeldMail as Held } from '@/db/digests/digest-desk'
import { counted } from '@/domain/dates'
import { WHY } from './act-field'
import { ActForm } from './acts'

type Waiting = { id: number; name: string; remaining: number; isPaused: boolean }

export function WaitingDigest({ digest }: { digest: Waiting }) {
  const { id, name, remaining, isPaused } = digest
  const subject = { name: 'digest', value: String(id) }
  return (
    <li className="border-b border-rule py-4">
      <p className="!mb-3 first-letter:uppercase">
        {name}: {counted(remaining, 'email')} {isPaused ? 'paused' : 'waiting'}
      </p>
      {isPaused ? (
        <ActForm
          act="resume"
          subject={subject}
          button="Resume"
          about={name}
          field={{ kind: 'line', name: 'reason', label: 'Why (optional, shown in the public log)' }}
        />
      ) : (
        <ActForm
          act="pause"
          subject={subject}
          button="Pause"
          about={name}
          folded="Pause"
          field={WHY}
        />
      )}
    </li>
  )
}

type WithHeld = { id: number; name: string; held: number }

/** One button for all held emails of a digest. */
export function HeldDigest({ digest }: { digest: WithHeld }) {
  const { id, name, held } = digest
  return (
    <li className="border-b border-rule py-4">
      <p className="!mb-3 first-letter:uppercase">
        {name}: {counted(held, 'email')} held
      </p>
      <ActForm
        act="resend-all"
        subject={{ name: 'digest', value: String(id) }}
        button="Resend all"
        about={`held emails of ${name}`}
      />
    </li>
  )
}

export function HeldMail({ mail, mayDecide }: { mail: Held; mayDecide: boolean }) {
  const { id, digest, email, response } = mail
  const subject = { name: 'delivery', value: id }
  const whose = email ?? 'a deleted address'
  return (
    <li className="border-b border-rule py-4">
      <p className="!mb-1">
        {whose}, {digest}
      </p>
      {response && <p className="!mb-3 text-[13.5px] text-mute">{response}</p>}
      {mayDecide && (
        <div className="flex flex-wrap gap-3">
          {email && (
            <ActForm
              act="resend"
              subject={subject}
              button="Resend"
              about={`to ${whose}`}
              isStrong
            />
          )}
          <ActForm act="drop" subject={subject} button="Drop" about={`the email to ${whose}`} />
        </div>
      )}
    </li>
  )
}
