/** The forms of taps as elements, for pages of one paper (tap-html.ts has those of cards). */
import { BUTTON } from '@/components/ui/button'
import { count } from '@/domain/dates'
import type { Marks } from '@/domain/marks'

export function VoteForm({ id, votes, marks }: { id: string; votes: number; marks: Marks }) {
  return (
    <form method="post" action={`/papers/${id}/vote`} className="votes wide">
      <input type="hidden" name="on" value={marks.isVoted ? '0' : '1'} />
      <button type="submit" aria-pressed={marks.isVoted}>
        <span>
          Upvote <b className="tabular-nums">{count(votes)}</b>
        </span>
      </button>
    </form>
  )
}

export function SaveForm({ id, marks }: { id: string; marks: Marks }) {
  return (
    <form method="post" action={`/papers/${id}/save`}>
      <input type="hidden" name="on" value={marks.isSaved ? '0' : '1'} />
      <button type="submit" aria-pressed={marks.isSaved} className={BUTTON}>
        {marks.isSaved ? 'Saved' : 'Save'}
      </button>
    </form>
  )
}
