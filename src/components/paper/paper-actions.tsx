/** What a reader can do with a paper. */
import { count } from '@/domain/dates'

type Linked = {
  votes: number
  arxivId: string | null
  codeUrl: string | null
  projectUrl: string | null
}

export function PaperActions({ paper }: { paper: Linked }) {
  const button =
    'inline-flex h-9 items-center gap-2 rounded-lg border border-rule px-3.5 text-sm font-semibold hover:border-ink'
  return (
    <div className="mt-5 flex flex-wrap gap-2.5 border-y border-rule py-4">
      <span className="inline-flex h-9 items-center gap-2 rounded-lg border border-rule px-3.5 text-sm font-semibold text-mute arrow-up">
        <span>
          <span className="text-ink tabular-nums">{count(paper.votes)}</span>{' '}
          {paper.votes === 1 ? 'vote' : 'votes'}
        </span>
      </span>
      <a className={button} href="#cite">
        Cite
      </a>
      {paper.codeUrl && (
        <a className={button} href={paper.codeUrl} rel="nofollow noopener">
          Code
        </a>
      )}
      {paper.projectUrl && (
        <a className={button} href={paper.projectUrl} rel="nofollow noopener">
          Project
        </a>
      )}
      {paper.arxivId && (
        <span className="ml-auto flex gap-2.5">
          <a className={button} href={`https://arxiv.org/abs/${paper.arxivId}`}>
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
