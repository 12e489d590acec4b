/**
 * A card as HTML. A list holds hundreds of cards that no script touches: as elements
 * of React they would be rendered twice, sent twice and hydrated, which costs a page of 58 cards
 * half of its time. Every value is escaped here; tests/components/card-html.test.ts holds it to that.
 */
import { escapeText, escapeUTF8 } from 'entities/escape'
import { counted, plainDate, shortDate } from '@/domain/dates'
import type { Marks } from '@/domain/marks'
import type { PaperCard } from '@/domain/paper-card'
import { freshText, isFresh } from '@/domain/ranking'
import { mathHtml } from './math-html'
import { hideForm, saveForm, voteForm } from './tap-html'

/** What the card says about why it is where it is. */
export type Reason = 'rank' | 'fresh' | 'none'
export type Clock = { now: Date; today: string }

/** Letters that fit three lines on a narrow page and on a wide one; what fits needs no "More". */
const FITS_NARROW = 110
const FITS_WIDE = 300
const CHIPS_SHOWN = 3

/** What a card shows of its reader: their marks, and whether they are a member. */
type Viewer = { isMember: boolean; marks: Marks }

export function cardHtml(
  paper: PaperCard,
  { reason, clock, viewer }: { reason: Reason; clock: Clock; viewer: Viewer },
): string {
  const id = escapeUTF8(paper.id)
  const title = mathHtml(paper.title, { isTitle: true })
  return [
    `<article id="paper-${id}" data-paper-id="${id}" class="card${viewer.marks.isSeen ? ' seen' : ''}">`,
    voteForm(paper.id, paper.votes, viewer.marks),
    `<h2 dir="auto"><a href="/papers/${id}">${title}</a></h2>`,
    `<p class="meta dot-list">${meta(paper, reason, clock)}</p>`,
    paper.abstract ? abstract(paper.abstract, paper.summarised) : '',
    `<div class="foot">${foot(paper, viewer)}</div></article>`,
  ].join('')
}

function meta(paper: PaperCard, reason: Reason, { now, today }: Clock): string {
  const why = whyHere(paper, reason, now)
  return [
    paper.withdrawn ? '<strong>Withdrawn</strong>' : '',
    makers(paper),
    published(paper.publishedOn, today),
    `<span>${counted(paper.comments, 'comment')}</span>`,
    why ? `<em>${why}</em>` : '',
  ].join('')
}

function makers({ organization, authorCount }: PaperCard): string {
  if (organization) {
    const name = escapeText(organization.name)
    const initial = escapeUTF8(Array.from(organization.name)[0]?.toUpperCase() ?? '')
    const href = `/orgs/${escapeUTF8(organization.slug)}`
    return `<a href="${href}" class="organization" data-initial="${initial}">${name}</a>`
  }
  return `<span>${authorCount === null ? 'Authors unknown' : counted(authorCount, 'author')}</span>`
}

function published(date: string | null, today: string): string {
  if (!date) return '<span>Date unknown</span>'
  return `<time datetime="${date}" title="${plainDate(date)}">${shortDate(date, today)}</time>`
}

function whyHere(paper: PaperCard, reason: Reason, now: Date): string | null {
  if (reason === 'fresh') return isFresh(paper.score, now) ? freshText(paper.score, now) : null
  const isFirst = reason === 'rank' && paper.rank !== null && paper.rank <= 3
  return isFirst ? `#${paper.rank} of the day` : null
}

function abstract(text: string, isSummary: boolean): string {
  const said = isSummary ? '<i>Our summary: </i>' : ''
  return `<p class="abstract" dir="auto">${said}${mathHtml(text)}</p>`
}

function foot(paper: PaperCard, viewer: Viewer): string {
  const { categories, abstract: text } = paper
  const chips = categories.slice(0, CHIPS_SHOWN).map((category) => {
    const name = escapeUTF8(category)
    return `<a href="/categories/${name}" class="chip">${name}</a>`
  })
  const length = text?.length ?? 0
  const fits = length > FITS_WIDE ? '' : ' class="fits-wide"'
  const more = `<details${fits}><summary><span class="sr-only">of the abstract</span></summary></details>`
  return chips.join('') + (length > FITS_NARROW ? more : '') + actions(paper, viewer)
}

function actions({ id, arxivId }: PaperCard, { isMember, marks }: Viewer): string {
  const on = escapeUTF8(arxivId ?? '')
  return [
    '<span class="links">',
    arxivId ? `<a href="https://arxiv.org/abs/${on}">arXiv</a>` : '',
    arxivId ? `<a href="https://arxiv.org/pdf/${on}">PDF</a>` : '',
    `<a href="/papers/${escapeUTF8(id)}#cite">Cite</a>`,
    saveForm(id, marks),
    isMember ? hideForm(id) : '',
    '</span>',
  ].join('')
}
