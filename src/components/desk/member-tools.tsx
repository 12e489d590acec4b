/** What an admin can change about a member: the role, and whether the account is open. */
import type { Account } from '@/db/members/roles'
import { plainDate } from '@/domain/dates'
import { ROLES } from '@/domain/member'
import { utcDay } from '@/domain/utc-day'
import { WHY } from './act-field'
import { ActForm } from './acts'

type Props = { account: Account; isSelf: boolean }

export function MemberTools({ account, isSelf }: Props) {
  const { handle, name, email, role, createdAt, bannedAt } = account
  const subject = { name: 'member', value: account.id }
  const day = (at: Date) => plainDate(utcDay(at))
  return (
    <>
      <h2 className="!mt-0">
        <bdi>{name || `@${handle}`}</bdi>
      </h2>
      <p className="text-mute">
        @{handle} · {email} · {role} · joined {day(createdAt)}
        {bannedAt && ` · closed on ${day(bannedAt)}`}
      </p>
      {isSelf && <p>This is you. Ask another admin to change your role or close your account.</p>}
      {!isSelf && !bannedAt && (
        <div className="grid gap-x-10 gap-y-3 wide:grid-cols-2">
          <ActForm
            act="role"
            subject={subject}
            button="Change role"
            about={`of @${handle}`}
            field={{ kind: 'choice', name: 'role', label: 'Role', value: role, options: ROLES }}
          />
          <ActForm
            act="ban"
            subject={subject}
            button="Close account"
            about={`of @${handle}`}
            folded="Close account"
            field={{
              ...WHY,
              hint: `${WHY.hint} Sessions end, and all votes are withdrawn for good.`,
            }}
          />
        </div>
      )}
      {!isSelf && bannedAt && (
        <ActForm act="unban" subject={subject} button="Reopen account" about={`of @${handle}`} />
      )}
    </>
  )
}
