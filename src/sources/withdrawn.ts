/** Whether a paper says that it has been withdrawn; arXiv has no other way to tell. */

const PAPER = '(?:paper|submission|manuscript|article|preprint|version)'
const IS = '(?:has been|has now been|was|is|is being|is now)'
const BY_MISTAKE = '(?:(?:was|is) [a-z ]{1,40} and )?'
// "A part of this paper has been withdrawn" and "withdrawn from a journal" mean something else.
const ABOUT_A_PART = '(?<!\\b(?:of|in|from|to) )'
const FROM_ELSEWHERE = '(?! from (?!(?:the )?arxiv))'

const OF_ITSELF = saying('this')
const OF_ITSELF_IN_THE_NOTE = saying('(?:this|the|our)')
const AS_THE_NOTE = new RegExp(
  `^(?:${PAPER} )?(?:has been )?withdrawn(?: (?:by|due|because)\\b|[.,;:!]|$)`,
  'i',
)

/** Expects clean text. A note may also just say "Withdrawn by the authors". */
export function saysWithdrawn(note: string | null, abstract: string | null): boolean {
  if (note && (OF_ITSELF_IN_THE_NOTE.test(note) || AS_THE_NOTE.test(note))) return true
  return abstract !== null && OF_ITSELF.test(abstract)
}

function saying(which: string): RegExp {
  const subject = `${ABOUT_A_PART}\\b${which} (?:arxiv )?${PAPER}`
  return new RegExp(
    `${subject} ${BY_MISTAKE}${IS} (?:temporarily )?withdrawn\\b${FROM_ELSEWHERE}`,
    'i',
  )
}
