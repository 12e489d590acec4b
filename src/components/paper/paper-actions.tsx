/** What a reader can do with a paper. */
import { BUTTON } from '@/components/ui/button'
import type { Paper } from '@/db/papers/papers'
import type { Marks } from '@/domain/marks'
import { SaveForm, VoteForm } from './tap-form'

type Linked = Pick<Paper, 'id' | 'votes' | 'arxivId' | 'codeUrl' | 'projectUrl'>

export function PaperActions({ paper, marks }: { paper: Linked; marks: Marks }) {
  return (
    <div
      data-paper-page={paper.id}
      className="mt-5 flex flex-wrap gap-2.5 border-y border-rule py-4"
    >
      <VoteForm id={paper.id} votes={paper.votes} marks={marks} isWide />
      <SaveForm id={paper.id} marks={marks} isWide />
      <a className={BUTTON} href="#cite">
        Cite
      </a>
      {paper.codeUrl && (
        <a className={BUTTON} href={paper.codeUrl} rel="nofollow noopener">
          Code
        </a>
      )}
      {paper.projectUrl && (
        <a className={BUTTON} href={paper.projectUrl} rel="nofollow noopener">
          Project
        </a>
      )}
      {paper.arxivId && (
        <span className="flex gap-2.5 sm:ml-auto">
          <a className={BUTTON} href={`https://arxiv.org/abs/${paper.arxivId}`}>
            arXiv
          </a>
          <a
            className="inline-flex h-9 items-center rounded-lg bg-ink px-3.5 text-sm font-semibold text-paper hover:opacity-90"
            href={`https://arxiv.org/pdf/${paper.arxivId}`}
          >
            Read PDF
          </a>
        </span>
      )}
    </div>
  )
}
