import type { Metadata } from 'next'
import { ChoicesForm } from '@/components/member/choices-form'
import { LeaveForm } from '@/components/member/leave-form'
import { ProfileForm } from '@/components/member/profile-form'
import { SessionList } from '@/components/member/session-list'
import { KeysSwitch } from '@/components/site/keyboard'
import { BUTTON } from '@/components/ui/button'
import { TextPage } from '@/components/ui/text-page'
import { listSessions } from '@/db/members/members'
import { TRACE_DAYS } from '@/db/members/traces'
import { timeAgo } from '@/domain/time-ago'
import { currentSession, requireMember } from '@/session/current-member'
import { OwnDigestSection } from './own-digest-section'

export const metadata: Metadata = { title: 'Settings', robots: { index: false } }

export default async function SettingsPage() {
  const member = await requireMember('/settings')
  const now = new Date()
  const [rows, current] = await Promise.all([listSessions(member.id, now), currentSession()])
  const sessions = rows.map((row) => ({
    id: row.id,
    device: row.userAgent || 'Unknown device',
    from: row.ipAddress,
    began: timeAgo(row.createdAt, now),
    isThis: row.id === current?.id,
  }))
  return (
    <TextPage title="Settings">
      <p className="text-mute">Signed in as {member.email}.</p>
      <h2>Profile</h2>
      <ProfileForm
        handle={member.handle}
        name={member.name}
        isMadeUp={member.handleChosenAt === null}
      />
      <h2>Privacy and notifications</h2>
      <ChoicesForm hidesActivity={member.hidesActivity} wantsReplyMail={member.wantsReplyMail} />
      <h2 id="digest">Digest</h2>
      <OwnDigestSection email={member.email} />
      <h2>On this device</h2>
      <KeysSwitch label="Use single keys: j, k, o, u, s, x, ?" />
      <p className="text-mute">Switch between light and dark with the button in the header.</p>
      <h2>Sessions</h2>
      <SessionList sessions={sessions} />
      <h2>Your data</h2>
      <p>
        Everything you’ve done here, in one file: votes, saved and hidden papers, comments,
        submissions, sessions, the digest, and when we emailed you. The network address of a session
        and the network of a vote are deleted after {TRACE_DAYS} days.
      </p>
      <p>
        <a href="/settings/export.json" download className={`${BUTTON} !no-underline`}>
          Export as JSON
        </a>
      </p>
      <h2>Delete account</h2>
      <p>This removes your votes, comments, lists and digest. It can’t be undone.</p>
      <LeaveForm handle={member.handle} />
    </TextPage>
  )
}
