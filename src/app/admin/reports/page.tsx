import type { Metadata } from 'next'
import { judgeComment } from '@/actions/judge-comments'
import { Acts } from '@/components/desk/acts'
import { RemovedComment, ReportedComment } from '@/components/desk/reported-comment'
import { TextPage } from '@/components/ui/text-page'
import { listRemovedComments, listReported } from '@/db/comments/reports'
import { requireCurator } from '@/session/current-member'

const SHOWN = 30

export const metadata: Metadata = { title: 'Reported comments' }

export default async function ReportsPage() {
  await requireCurator()
  const [reported, removed] = await Promise.all([listReported(SHOWN), listRemovedComments(SHOWN)])
  return (
    <TextPage title="Reports">
      <Acts action={judgeComment}>
        {reported.length === 0 && <p>No open reports.</p>}
        {reported.map((comment) => (
          <ReportedComment key={comment.id} comment={comment} />
        ))}
        <h2>Removed comments</h2>
        {removed.length === 0 && <p>None.</p>}
        {removed.map((comment) => (
          <RemovedComment key={comment.id} comment={comment} />
        ))}
      </Acts>
    </TextPage>
  )
}
