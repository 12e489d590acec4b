import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { curatePaper } from '@/actions/curate-papers'
import { readClock } from '@/app/list-request'
import { Acts } from '@/components/desk/acts'
import { PaperTools, RestoreTool } from '@/components/desk/paper-tools'
import { PaperPreview } from '@/components/paper/paper-preview'
import { RemovalNote } from '@/components/paper/removed-paper'
import { TextPage } from '@/components/ui/text-page'
import { findPaper } from '@/db/papers/papers'
import { findRemoval } from '@/db/papers/removals'
import { requireCurator } from '@/session/current-member'

export const metadata: Metadata = { title: 'A paper on the desk' }

export default async function PaperToolsPage({ params }: PageProps<'/admin/papers/[...id]'>) {
  await requireCurator()
  const id = (await params).id.map(decodeURIComponent).join('/')
  const { today, openedUntil } = readClock()
  const [paper, removal] = await Promise.all([findPaper(id), findRemoval(id)])
  if (!paper && !removal) notFound()
  return (
    <TextPage title="A paper on the desk">
      {paper && (
        <PaperPreview
          paper={{ ...paper, authors: paper.authors.map(({ name }) => name) }}
          today={today}
          href={`/papers/${id}`}
        />
      )}
      <div className="mt-6">
        <Acts action={curatePaper}>
          {paper && <PaperTools paper={paper} newest={openedUntil} />}
          {removal && (
            <>
              <RemovalNote removal={removal} />
              <RestoreTool id={id} />
            </>
          )}
        </Acts>
      </div>
    </TextPage>
  )
}
