import type { Metadata } from 'next'
import { LogEntry } from '@/components/desk/log-entry'
import { TextPage } from '@/components/ui/text-page'
import { listActs } from '@/db/members/moderation'

const PAGE_SIZE = 50

export const metadata: Metadata = {
  title: 'Moderation log',
  description: 'Everything Broadsheet’s curators have done, and why.',
  alternates: { canonical: '/moderation' },
}

export default async function ModerationPage({ searchParams }: PageProps<'/moderation'>) {
  const { after } = await searchParams
  const from = typeof after === 'string' ? Number(after) : null
  const entries = await listActs(from, PAGE_SIZE + 1)
  const shown = entries.slice(0, PAGE_SIZE)
  return (
    <TextPage title="Moderation log">
      <p>
        Curators list papers and remove what doesn’t belong here. Every action is logged here
        permanently, with the reason if one was given.
      </p>
      {shown.length > 0 ? (
        <ol className="!my-6 border-t border-rule !p-0">
          {shown.map((entry) => (
            <LogEntry key={entry.id} entry={entry} />
          ))}
        </ol>
      ) : (
        <p>{from === null ? 'No actions yet.' : 'Nothing older.'}</p>
      )}
      <nav aria-label="Pages" className="flex justify-between">
        {from === null ? <span /> : <a href="/moderation">Newest</a>}
        {entries.length > PAGE_SIZE && (
          <a rel="next" href={`/moderation?after=${shown.at(-1)?.id}`}>
            Older
          </a>
        )}
      </nav>
    </TextPage>
  )
}
