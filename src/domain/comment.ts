/** Comments on a paper: what may be written, and the tree of threads that readers see. */

export const LONGEST_COMMENT = 10_000
/** A thread's first comment has depth 0. */
export const DEEPEST_COMMENT = 6
export const LONGEST_REPORT = 500

/** `deleted` by its author, `removed` by a curator: what was written is then not told. */
export type CommentState = 'visible' | 'deleted' | 'removed'

export type Comment = {
  id: number
  parentId: number | null
  depth: number
  /** Null when the account is gone. */
  author: { id: string; handle: string; name: string } | null
  /** Markdown; empty unless visible. */
  body: string
  postedAt: Date
  editedAt: Date | null
  state: CommentState
}

/** A comment with what is answered to it, oldest first. */
export type Thread = { comment: Comment; replies: Thread[] }

/**
 * Text as written, made fit to keep: NFC, without control and bidirectional control characters,
 * without blank ends, and with no more than a few marks on one letter.
 */
export function cleanComment(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(UNSEEN, '')
    .replace(/(\p{M}{6})\p{M}+/gu, '$1')
    .trim()
}

const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it removes
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]|\p{Surrogate}/gu

/** Where a reply hangs: under what it answers, unless that is as deep as threads go. */
export function placeOfReply(
  parent: Pick<Comment, 'id' | 'parentId' | 'depth'> | null,
): Pick<Comment, 'parentId' | 'depth'> {
  if (!parent) return { parentId: null, depth: 0 }
  if (parent.depth >= DEEPEST_COMMENT) return { parentId: parent.parentId, depth: parent.depth }
  return { parentId: parent.id, depth: parent.depth + 1 }
}

/**
 * The threads of a paper, from its comments in the order in which they were posted. A comment that
 * is deleted or removed stays as a stub where visible ones hang below it; its author also sees what
 * they deleted themselves, to take it back.
 */
export function threadsOf(comments: Comment[], viewerId: string | null): Thread[] {
  const threads = new Map(comments.map((comment) => [comment.id, emptyThread(comment)]))
  const top: Thread[] = []
  for (const thread of threads.values()) {
    const parent = threads.get(thread.comment.parentId ?? 0)
    if (parent) parent.replies.push(thread)
    else top.push(thread)
  }
  return top.flatMap((thread) => shown(thread, viewerId))
}

function emptyThread(comment: Comment): Thread {
  return { comment, replies: [] }
}

function shown({ comment, replies }: Thread, viewerId: string | null): Thread[] {
  const below = replies.flatMap((reply) => shown(reply, viewerId))
  const isOwn = comment.author !== null && comment.author.id === viewerId
  const isShown =
    comment.state === 'visible' || below.length > 0 || (comment.state === 'deleted' && isOwn)
  return isShown ? [{ comment, replies: below }] : []
}
