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
          <p>{`The newest ${rows.length} are shown. Any other can be lifted by its address.`}</p>
        )}
        <h2>Not understood</h2>
        <p>
          {unread.length === 0
            ? 'None. Here stands what a mail provider sent under its signature and nobody here could read.'
            : 'A mail provider sent these under its signature, in another shape than it documents. They are kept for 30 days.'}
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
  if (total === 0) return 'No address is suppressed.'
  const are = total === 1 ? 'One address is' : `${total.toLocaleString('en')} addresses are`
  return `${are} never mailed. Lift a suppression when its owner asks for that: they can then subscribe again. The public log says that it was done, and not for whom.`
}
