import type { Metadata } from 'next'
import { curatePaper } from '@/actions/curate-papers'
import { readClock } from '@/app/list-request'
import { Acts } from '@/components/desk/acts'
import { QueuedPaper } from '@/components/desk/queued-paper'
import { TextPage } from '@/components/ui/text-page'
import { countWaitingSubmissions, listWaitingSubmissions } from '@/db/editions/submissions'
import { findPaper } from '@/db/papers/papers'
import { counted } from '@/domain/dates'
import { requireCurator } from '@/session/current-member'

const SHOWN = 20

export const metadata: Metadata = { title: 'Waiting submissions' }

export default async function QueuePage() {
  await requireCurator()
  const { today, openedUntil } = readClock()
  const [waiting, total] = await Promise.all([
    listWaitingSubmissions(SHOWN),
    countWaitingSubmissions(),
  ])
  const papers = await Promise.all(waiting.map(({ paperId }) => findPaper(paperId)))
  const queue = waiting.flatMap((submission, index) => {
    const paper = papers[index]
    const authors = paper?.authors.map(({ name }) => name) ?? []
    return paper ? [{ submission, paper: { ...paper, authors } }] : []
  })
  return (
    <TextPage title="Submissions">
      <p>
        {total === 0
          ? 'No submissions waiting.'
          : `${counted(total, 'submission')} waiting for a curator, oldest first.`}
      </p>
      <Acts action={curatePaper}>
        {queue.map(({ submission, paper }) => (
          <QueuedPaper
            key={paper.id}
            submission={submission}
            paper={paper}
            today={today}
            newest={openedUntil}
          />
        ))}
      </Acts>
      {total > queue.length && <p>The rest appear once these are decided.</p>}
    </TextPage>
  )
}
