/**
 * The forms of a member's taps. They work by themselves; the page's script (src/browser/taps.ts) shows
 * each tap at once, which React must not undo where it hydrates the page.
 */
import type { ReactNode } from 'react'
import { BUTTON } from '@/components/ui/button'
import { count } from '@/domain/dates'
import type { Marks } from '@/domain/marks'

/** On a card only the count is visible; it is the start of the button's accessible name. */
export function VoteForm({
  id,
  votes,
  marks,
  isWide = false,
}: {
  id: string
  votes: number
  marks: Marks
  isWide?: boolean
}) {
  const shown = (
    <b className={isWide ? 'tabular-nums' : undefined} suppressHydrationWarning>
      {count(votes)}
    </b>
  )
  return (
    <TapForm
      path={`/papers/${id}/vote`}
      isOn={marks.isVoted}
      className={isWide ? 'votes wide' : 'votes'}
    >
      {isWide ? (
        <span>Upvote {shown}</span>
      ) : (
        <>
          {shown}
          <span className="sr-only">{votes === 1 ? ' vote, upvote' : ' votes, upvote'}</span>
        </>
      )}
    </TapForm>
  )
}

export function SaveForm({
  id,
  marks,
  isWide = false,
}: {
  id: string
  marks: Marks
  isWide?: boolean
}) {
  return (
    <TapForm
      path={`/papers/${id}/save`}
      isOn={marks.isSaved}
      buttonName={isWide ? BUTTON : undefined}
    >
      {marks.isSaved ? 'Saved' : 'Save'}
    </TapForm>
  )
}

export function HideForm({ id }: { id: string }) {
  return (
    <TapForm path={`/papers/${id}/hide`} isOn={false}>
      Hide
    </TapForm>
  )
}

type Props = {
  path: string
  isOn: boolean
  className?: string
  buttonName?: string
  children: ReactNode
}

function TapForm({ path, isOn, className, buttonName, children }: Props) {
  return (
    <form method="post" action={path} className={className}>
      <input type="hidden" name="on" value={isOn ? '0' : '1'} suppressHydrationWarning />
      <button type="submit" aria-pressed={isOn} className={buttonName} suppressHydrationWarning>
        {children}
      </button>
    </form>
  )
}
