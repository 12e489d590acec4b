/** What a member has done with a paper, as its card shows it. */
export type Marks = { isVoted: boolean; isSaved: boolean; isHidden: boolean; isSeen: boolean }

/** Of a reader, and of a paper that a member has not touched. */
export const NO_MARKS: Marks = { isVoted: false, isSaved: false, isHidden: false, isSeen: false }
