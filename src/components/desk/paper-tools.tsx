/** What a curator can change about a paper: its editions, its organization, whether it stays. */
import { plainDate } from '@/domain/dates'
import { WHY } from './act-field'
import { ActForm } from './acts'

type Tooled = {
  id: string
  listings: { date: string }[]
  organization: { name: string } | null
}

export function PaperTools({ paper, newest }: { paper: Tooled; newest: string }) {
  const subject = { name: 'paper', value: paper.id }
  const isInNewest = paper.listings.some(({ date }) => date === newest)
  return (
    <>
      <h2>Editions</h2>
      {paper.listings.length === 0 && <p>Not in any edition.</p>}
      <ul className="!list-none !p-0">
        {paper.listings.map(({ date }) => (
          <li
            key={date}
            className="grid gap-y-2 border-b border-rule pt-3 wide:grid-cols-[13rem_minmax(0,1fr)]"
          >
            <a href={`/papers/date/${date}#paper-${paper.id}`}>{plainDate(date)}</a>
            <ActForm
              act="unlist"
              subject={{ ...subject, date }}
              button="Unlist"
              about={`from the edition of ${plainDate(date)}`}
              folded="Unlist"
              field={WHY}
            />
          </li>
        ))}
      </ul>
      <ActForm
        act="list"
        subject={subject}
        button="List"
        about="in that edition"
        field={{
          kind: 'date',
          name: 'date',
          label: 'List in the edition of',
          value: isInNewest ? undefined : newest,
        }}
      />
      <h2>Organization</h2>
      <ActForm
        act="set-organization"
        subject={subject}
        button="Save"
        about="the organization"
        field={{
          kind: 'line',
          name: 'organization',
          label: 'Name',
          value: paper.organization?.name ?? '',
          hint: 'Overrides the sources. A new name creates an organization; empty removes it.',
        }}
      />
      <h2>Removal</h2>
      <p>
        A removed paper disappears from every list and count. Its page says that it was removed, and
        why.
      </p>
      <ActForm
        act="remove"
        subject={subject}
        button="Remove paper"
        about="from the site"
        folded="Remove"
        field={WHY}
      />
    </>
  )
}

export function RestoreTool({ id }: { id: string }) {
  return (
    <ActForm
      act="restore"
      subject={{ name: 'paper', value: id }}
      button="Restore paper"
      about="as it was"
      isStrong
    />
  )
}
