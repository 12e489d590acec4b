/** Where a paper's votes and comments come from, and how fresh the votes are; nothing when there are none. */
import { AsideBox } from '@/components/ui/aside-box'
import type { Paper } from '@/db/papers/papers'
import { counted } from '@/domain/dates'
import { freshText, isFresh } from '@/domain/ranking'

type CountedPaper = Pick<
  Paper,
  'arxivId' | 'votes' | 'comments' | 'importedVotes' | 'importedComments' | 'score'
>

export function Counts({ paper, now }: { paper: CountedPaper; now: Date }) {
  const there = [
    paper.importedVotes > 0 && counted(paper.importedVotes, 'vote'),
    paper.importedComments > 0 && counted(paper.importedComments, 'comment'),
  ].filter(Boolean)
  const own = paper.votes - paper.importedVotes
  if (own === 0 && there.length === 0) return null
  return (
    <AsideBox name="votes" title="Votes">
      <ul className="grid gap-1 text-[13.5px] text-mute">
        <li>{counted(own, 'vote')} here</li>
        {there.length > 0 && (
          <li>
            {there.join(' and ')} on{' '}
            {paper.arxivId ? (
              <a className="link" href={`https://huggingface.co/papers/${paper.arxivId}`}>
                Hugging Face
              </a>
            ) : (
              'Hugging Face'
            )}
          </li>
        )}
        {paper.votes > 0 && (
          <li className={isFresh(paper.score, now) ? 'text-accent' : undefined}>
            {freshText(paper.score, now)} now
          </li>
        )}
      </ul>
    </AsideBox>
  )
}
