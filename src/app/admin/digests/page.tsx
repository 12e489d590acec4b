import type { Metadata } from 'next'
import { keepDigests } from '@/actions/keep-digests'
import { previewDigest } from '@/actions/preview-digest'
import { Acts } from '@/components/desk/acts'
import { HeldDigest, HeldMail, WaitingDigest } from '@/components/desk/digest-acts'
import { DigestPreview } from '@/components/desk/digest-preview'
import { DigestTable } from '@/components/desk/digest-table'
import { TextPage } from '@/components/ui/text-page'
import { type DigestSummary, listDigests, listHeldMails } from '@/db/digests/digest-desk'
import { findLastRun } from '@/db/digests/digest-runs'
import { countLeft } from '@/db/subscriptions/leavers'
import { countSubscribers, type LeftBy } from '@/db/subscriptions/subscriptions'
import { counted } from '@/domain/dates'
import { digestName } from '@/domain/digest'
import { CADENCES } from '@/domain/subscription'
import { timeAgo } from '@/domain/time-ago'
import { requireCurator } from '@/session/current-member'

const SHOWN = 30

export const metadata: Metadata = { title: 'Digests' }

export default async function DigestsPage() {
  const member = await requireCurator()
  const isAdmin = member.role === 'admin'
  const now = new Date()
  const [digests, held, run, subscribers, left, ...previews] = await Promise.all([
    listDigests(SHOWN),
    listHeldMails(SHOWN),
    findLastRun(),
    countSubscribers(),
    countLeft(),
    ...CADENCES.map((cadence) => previewDigest(cadence, now)),
  ])
  const waiting = digests.filter(({ remaining, status }) => remaining > 0 || status === 'paused')
  return (
    <TextPage
      title="Digests"
      isWide
      below={digests.length > 0 && <DigestTable rows={digests.map((one) => rowOf(one, isAdmin))} />}
    >
      <p>
        {counted(subscribers, 'subscriber')}. {leftText(left)}
        {run ? `Last run ${timeAgo(run.startedAt, now)}` : 'Nothing sent yet'}
        {run?.paused ? `, stopped early: ${run.paused}` : '.'}
        {run && troubleOf(run)}
      </p>
      <Acts action={keepDigests}>
        <h2>Preview</h2>
        {CADENCES.map((cadence, index) => {
          const preview = previews[index]
          return (
            <DigestPreview
              key={cadence}
              cadence={cadence}
              mayTest={isAdmin}
              preview={
                preview?.total
                  ? { ...preview, summary: `${counted(preview.total, 'paper')} in all topics` }
                  : null
              }
            />
          )
        })}
        {isAdmin && waiting.length > 0 && (
          <>
            <h2>Waiting emails</h2>
            <ul className="!list-none !p-0">
              {waiting.map((one) => (
                <WaitingDigest key={one.id} digest={waitingOf(one)} />
              ))}
            </ul>
          </>
        )}
        <h2>Held emails</h2>
        <p>
          {held.length === 0
            ? 'Emails with unknown delivery: none.'
            : 'We don’t know whether these arrived: the relay went silent twice.'}
        </p>
        <ul className="!list-none !p-0">
          {isAdmin &&
            digests
              .filter((one) => one.held > 1)
              .map((one) => (
                <HeldDigest
                  key={one.id}
                  digest={{ id: one.id, name: digestName(one), held: one.held }}
                />
              ))}
          {held.map((mail) => (
            <HeldMail key={mail.id} mail={mail} mayDecide={isAdmin} />
          ))}
        </ul>
      </Acts>
      <h2>Latest digests</h2>
      <p>{digests.length === 0 ? 'None yet.' : 'Planned = sum of the other columns.'}</p>
    </TextPage>
  )
}

/** What went wrong in the last run, with details that only the desk may see. */
function troubleOf({ refusing, errors }: { refusing: string[]; errors: string[] }): string {
  const refused =
    refusing.length > 0 ? ` Refusing mail, so skipped for a while: ${refusing.join(', ')}.` : ''
  return `${refused}${errors.map((error) => ` ${error}`).join('')}`
}

function leftText(left: Record<LeftBy, number>): string {
  const total = Object.values(left).reduce((sum, count) => sum + count, 0)
  if (total === 0) return ''
  const ways = [
    `${left['one-click']} one-click`,
    `${left.mail} by email`,
    `${left.complaint} by reporting spam`,
    `${left.page} on the site`,
  ]
  return `${total} unsubscribed (${ways.join(', ')}). `
}

function rowOf(digest: DigestSummary, isAdmin: boolean) {
  const { id, status, papers, topics, planned, sent, remaining } = digest
  const about = topics.length > 0 ? topics.join(', ') : 'all topics'
  const state = status === 'empty' ? 'nothing to send' : counted(papers, 'paper')
  return {
    id,
    name: `${digestName(digest)}, ${about}`,
    state: status === 'paused' ? `${state}, paused` : state,
    counts: digest,
    hasList: isAdmin && planned > sent + remaining,
  }
}

function waitingOf(digest: DigestSummary) {
  const { id, remaining, status } = digest
  return { id, name: digestName(digest), remaining, isPaused: status === 'paused' }
}
