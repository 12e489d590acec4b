import type { Metadata } from 'next'
import { readClock } from '@/app/list-request'
import { PaperPreview } from '@/components/paper/paper-preview'
import { RemovalNote } from '@/components/paper/removed-paper'
import { KnownPaper } from '@/components/submit/known-paper'
import { LookUpForm } from '@/components/submit/look-up-form'
import { SubmitForm } from '@/components/submit/submit-form'
import { TextPage } from '@/components/ui/text-page'
import { readListingRule } from '@/db/editions/listing-rule'
import { findSubmission } from '@/db/editions/submissions'
import { findLookedUp } from '@/db/papers/looked-up-papers'
import { readMarks } from '@/db/papers/marks'
import { findPaper } from '@/db/papers/papers'
import { findRemoval } from '@/db/papers/removals'
import type { Member } from '@/domain/member'
import { readNamedPaper, votesToList } from '@/domain/submission'
import { env } from '@/env'
import { requireMember } from '@/session/current-member'

export const metadata: Metadata = { title: 'Submit a paper', robots: { index: false } }

/** Asks arXiv nothing: the form does that. */
export default async function SubmitPage({ searchParams }: PageProps<'/submit'>) {
  const { paper } = await searchParams
  const typed = typeof paper === 'string' ? paper : ''
  const member = await requireMember(
    typed ? `/submit?paper=${encodeURIComponent(typed)}` : '/submit',
  )
  const votes = votesToList(await readListingRule())
  const id = readNamedPaper(typed, env().SITE_URL)?.id
  const found = id && (await Found({ id, member }))
  return (
    <TextPage title="Submit a paper" below={found}>
      <p>
        Submit any arXiv paper, new or old. It gets a page and can be voted for right away; it joins
        an edition when a curator lists it or{' '}
        {votes === 1 ? 'another member votes for it' : `${votes} other members vote for it`}.
      </p>
      <LookUpForm typed={typed} isFirst={!found} />
    </TextPage>
  )
}

/** What we know about the paper and what can be done; null when it has to be looked up first. */
async function Found({ id, member }: { id: string; member: Member }) {
  const clock = readClock()
  const [paper, removal] = await Promise.all([findPaper(id), findRemoval(id)])
  if (removal)
    return (
      <section className="mt-8 border-t border-rule pt-6">
        <h2 className="mb-2 font-serif text-[22px] font-semibold">This paper was removed</h2>
        <RemovalNote removal={removal} />
      </section>
    )
  if (paper) {
    const [submission, marks] = await Promise.all([
      findSubmission(id),
      readMarks(member.id, [paper.id]),
    ])
    const isOwn = submission?.memberId === member.id
    return (
      <KnownPaper
        paper={paper}
        submission={submission && { ...submission, isOwn }}
        clock={clock}
        marks={marks.get(id)}
      />
    )
  }
  const draft = await findLookedUp(id, clock.now)
  if (!draft) return null
  const shown = {
    ...draft,
    authors: draft.authors ?? [],
    publishedOn: draft.publishedAt,
    categories: draft.categories ?? [],
    withdrawn: draft.withdrawn ?? false,
  }
  return (
    <section aria-label="Paper found" className="mt-8 border-t border-rule pt-6">
      <PaperPreview paper={shown} today={clock.today} />
      <SubmitForm id={id} />
    </section>
  )
}
