import type { Metadata } from 'next'
import { keepMember } from '@/actions/keep-members'
import { Acts } from '@/components/desk/acts'
import { MemberTools } from '@/components/desk/member-tools'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { TextPage } from '@/components/ui/text-page'
import { findAccount, listOfficers } from '@/db/members/roles'
import { parseEmailAddress } from '@/domain/email-address'
import { requireAdmin } from '@/session/current-member'

export const metadata: Metadata = { title: 'Members' }

export default async function DeskMembersPage({ searchParams }: PageProps<'/admin/members'>) {
  const admin = await requireAdmin()
  const { who } = await searchParams
  const typed = typeof who === 'string' ? who : ''
  const [found, officers] = await Promise.all([typed ? findByName(typed) : null, listOfficers()])
  return (
    <TextPage title="Members">
      <form method="get" action="/admin/members" className="max-w-lg">
        <Field
          label="Handle or email address"
          name="who"
          defaultValue={typed}
          error={typed && !found ? 'No member found.' : undefined}
          autoCapitalize="none"
          spellCheck={false}
          maxLength={300}
          required
        />
        <Button isStrong>Find</Button>
      </form>
      {found && (
        <section aria-label="Member found" className="mt-6 border-t border-rule pt-6">
          <Acts action={keepMember}>
            <MemberTools account={found} isSelf={found.id === admin.id} />
          </Acts>
        </section>
      )}
      <h2>Curators and admins</h2>
      <ul>
        {officers.map(({ id, handle, role }) => (
          <li key={id}>
            <a href={`/admin/members?who=${handle}`}>@{handle}</a>, {role}
          </li>
        ))}
      </ul>
    </TextPage>
  )
}

function findByName(typed: string) {
  const email = parseEmailAddress(typed)
  return findAccount(email ? { email } : { handle: typed.trim().toLowerCase().replace(/^@/, '') })
}
