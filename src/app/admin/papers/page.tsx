import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { TextPage } from '@/components/ui/text-page'
import { findPaper } from '@/db/papers/papers'
import { findRemoval, listRemovals } from '@/db/papers/removals'
import { readNamedPaper } from '@/domain/submission'
import { env } from '@/env'
import { requireCurator } from '@/session/current-member'

const REMOVED_SHOWN = 50

export const metadata: Metadata = { title: 'Papers' }

export default async function DeskPapersPage({ searchParams }: PageProps<'/admin/papers'>) {
  await requireCurator()
  const { paper } = await searchParams
  const typed = typeof paper === 'string' ? paper : ''
  const id = readNamedPaper(typed, env().SITE_URL)?.id
  if (id && ((await findPaper(id)) || (await findRemoval(id)))) redirect(`/admin/papers/${id}`)
  const removed = await listRemovals(REMOVED_SHOWN)
  return (
    <TextPage title="Papers">
      <form method="get" action="/admin/papers" className="max-w-lg">
        <Field
          label="Paper"
          name="paper"
          defaultValue={typed}
          error={typed ? 'No such paper here.' : undefined}
          hint="An arXiv ID, or a link to the paper."
          maxLength={300}
          required
        />
        <Button isStrong>Find</Button>
      </form>
      <h2>Removed papers</h2>
      {removed.length === 0 && <p>None.</p>}
      <ul>
        {removed.map(({ id, title, reason }) => (
          <li key={id} className="mb-2">
            <a href={`/admin/papers/${id}`} dir="auto">
              {title}
            </a>
            <span dir="auto" className="block text-mute">
              {reason}
            </span>
          </li>
        ))}
      </ul>
    </TextPage>
  )
}
