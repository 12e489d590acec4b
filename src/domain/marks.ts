/** What a member has done with a paper, as its card shows. */
export type Marks = { isVoted: boolean; isSaved: boolean; isHidden: boolean; isSeen: boolean }

/** For readers without an account, and for papers that a member hasn't touched. */
export const NO_MARKS: Marks = { isVoted: false, isSaved: false, isHidden: false, isSeen: false }
