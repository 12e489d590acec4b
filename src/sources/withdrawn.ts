/** Whether a paper says of itself that it is withdrawn; arXiv has no other sign for it. */

const PAPER = '(?:paper|submission|manuscript|article|preprint|version)'
const IS = '(?:has been|has now been|was|is|is being|is now)'
const BY_MISTAKE = '(?:(?:was|is) [a-z ]{1,40} and )?'
// "A part of this paper has been withdrawn" and "withdrawn from a journal" are about other things.
const ABOUT_A_PART = '(?<!\\b(?:of|in|from|to) )'
const FROM_ELSEWHERE = '(?! from (?!(?:the )?arxiv))'

const OF_ITSELF = saying('this')
const OF_ITSELF_IN_A_COMMENT = saying('(?:this|the|our)')
const AS_A_NOTE = new RegExp(
  `^(?:${PAPER} )?(?:has been )?withdrawn(?: (?:by|due|because)\\b|[.,;:!]|$)`,
  'i',
)

/** Reads clean text. A comment may also just say "Withdrawn by the authors". */
export function saysWithdrawn(comment: string | null, abstract: string | null): boolean {
  if (comment && (OF_ITSELF_IN_A_COMMENT.test(comment) || AS_A_NOTE.test(comment))) return true
  return abstract !== null && OF_ITSELF.test(abstract)
}

function saying(which: string): RegExp {
  const subject = `${ABOUT_A_PART}\\b${which} (?:arxiv )?${PAPER}`
  return new RegExp(
    `${subject} ${BY_MISTAKE}${IS} (?:temporarily )?withdrawn\\b${FROM_ELSEWHERE}`,
    'i',
  )
}
