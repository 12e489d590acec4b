/** The forms of taps in a card, as HTML (see card-html.ts). */
import { escapeUTF8 } from 'entities/escape'
import { count } from '@/domain/dates'
import type { Marks } from '@/domain/marks'

/** The vote's button; its visible count is the beginning of its name. */
export function voteForm(id: string, votes: number, { isVoted }: Marks): string {
  const unit = votes === 1 ? 'vote' : 'votes'
  const inside = `<b>${count(votes)}</b><span class="sr-only"> ${unit}, upvote</span>`
  return tapForm('vote', id, isVoted, inside, ' class="votes"')
}

export function saveForm(id: string, { isSaved }: Marks): string {
  return tapForm('save', id, isSaved, isSaved ? 'Saved' : 'Save')
}

export function hideForm(id: string): string {
  return tapForm('hide', id, false, 'Hide')
}

function tapForm(tap: string, id: string, isOn: boolean, inside: string, attributes = ''): string {
  return [
    `<form method="post" action="/papers/${escapeUTF8(id)}/${tap}"${attributes}>`,
    `<input type="hidden" name="on" value="${isOn ? 0 : 1}">`,
    `<button aria-pressed="${isOn}">${inside}</button></form>`,
  ].join('')
}
