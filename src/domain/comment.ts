/** Comments on a paper: what may be written, and the threads that readers see. */

export const LONGEST_COMMENT = 10_000
/** A thread's first comment has depth 0. */
export const DEEPEST_COMMENT = 6
export const LONGEST_REPORT = 500

/** `deleted` by its author or `removed` by a curator; the text is then not shown. */
export type CommentState = 'visible' | 'deleted' | 'removed'

export type Comment = {
  id: number
  parentId: number | null
  depth: number
  /** Null if the account is gone. */
  author: { id: string; handle: string; name: string } | null
  /** Markdown; empty unless visible. */
  body: string
  postedAt: Date
  editedAt: Date | null
  state: CommentState
}

/** A comment with the replies to it, oldest first. */
export type Thread = { comment: Comment; replies: Thread[] }

/**
 * The text as written, made fit to store: NFC, trimmed, without control characters (bidirectional
 * ones included), and with no more than six combining marks on a letter.
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

/** Where a reply goes: under what it replies to, unless that is as deep as threads get. */
export function placeOfReply(
  parent: Pick<Comment, 'id' | 'parentId' | 'depth'> | null,
): Pick<Comment, 'parentId' | 'depth'> {
  if (!parent) return { parentId: null, depth: 0 }
  if (parent.depth >= DEEPEST_COMMENT) return { parentId: parent.parentId, depth: parent.depth }
  return { parentId: parent.id, depth: parent.depth + 1 }
}

/**
 * A paper's threads, from its comments in the order they were posted. A deleted or removed comment
 * stays as a stub if visible ones hang below it; authors also see comments they deleted themselves,
 * so that they can restore them.
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
