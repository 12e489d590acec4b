import type { Metadata } from 'next'
import { keepSuppressions } from '@/actions/keep-suppressions'
import { ActForm, Acts } from '@/components/desk/acts'
import { SuppressedAddress } from '@/components/desk/suppressed-address'
import { UnreadEvent } from '@/components/desk/unread-event'
import { TextPage } from '@/components/ui/text-page'
import { countSuppressions, listSuppressions } from '@/db/suppressions/suppression-list'
import { listUnread } from '@/db/suppressions/unread-mail-events'
import { requireAdmin } from '@/session/current-member'

const SHOWN = 200
const UNREAD_SHOWN = 50

export const metadata: Metadata = { title: 'Suppressions' }

export default async function SuppressionsPage() {
  await requireAdmin()
  const [rows, total, unread] = await Promise.all([
    listSuppressions(SHOWN),
    countSuppressions(),
    listUnread(UNREAD_SHOWN),
  ])
  return (
    <TextPage title="Suppressions">
      <p>{introduction(total)}</p>
      <Acts action={keepSuppressions}>
        {total > 0 && (
          <ActForm
            act="lift-address"
            subject={{ name: 'by', value: 'address' }}
            button="Lift"
            about="the suppression of the address above"
            field={{ kind: 'line', name: 'address', label: 'Lift by address' }}
          />
        )}
        <ul className="!list-none !p-0">
          {rows.map((one) => (
            <SuppressedAddress key={one.id} suppressed={one} />
          ))}
        </ul>
        {total > rows.length && (
          <p>{`Showing the newest ${rows.length}. Lift any other by typing its address.`}</p>
        )}
        <h2>Unreadable events</h2>
        <p>
          {unread.length === 0
            ? 'None. Signed events from a mail provider that we can’t read appear here.'
            : 'A mail provider signed these, but they aren’t in the format it documents. They are kept for 30 days.'}
        </p>
        <ul className="!list-none !p-0">
          {unread.map((event) => (
            <UnreadEvent key={event.id} event={event} />
          ))}
        </ul>
      </Acts>
    </TextPage>
  )
}

function introduction(total: number): string {
  if (total === 0) return 'No suppressed addresses.'
  const addresses = total === 1 ? 'one address' : `${total.toLocaleString('en')} addresses`
  return `We never email ${addresses}. Lift a suppression when the owner of the address asks: they can then subscribe again. The public log says that it was lifted, but not for whom.`
}
