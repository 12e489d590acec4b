/** How many votes a paper has, where the button to vote will stand. */
import { count } from '@/domain/dates'

export function VoteCount({ votes }: { votes: number }) {
  return (
    <div className="flex h-[52px] w-11 flex-col items-center justify-center gap-1.5 rounded-xl border border-rule text-mute wide:h-[58px] wide:w-[52px]">
      <svg viewBox="0 0 12 8" width="12" height="8" fill="currentColor" aria-hidden="true">
        <path d="M6 0l6 8H0z" />
      </svg>
      <span className="text-sm leading-none font-semibold text-ink tabular-nums">
        {count(votes)}
        <span className="sr-only">{votes === 1 ? ' vote' : ' votes'}</span>
      </span>
    </div>
  )
}
