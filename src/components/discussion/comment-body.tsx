/** A comment's text, rendered on the server. */
import { commentHtml } from '@/domain/comment-markdown'

export function CommentBody({ body }: { body: string }) {
  const html = { __html: commentHtml(body) }
  // biome-ignore lint/security/noDangerouslySetInnerHtml: commentHtml lets through only what it made
  return <div className="comment-body" dangerouslySetInnerHTML={html} />
}
