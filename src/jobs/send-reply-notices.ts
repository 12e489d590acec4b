/** Mails members the replies to their comments; several processes share the work. */
import {
  claimReplyNotices,
  dropReplyNotice,
  findReply,
  MOST_ATTEMPTS,
  markReplySent,
} from '../db/reply-notices.ts'
import { env } from '../env.ts'
import { sendReplyMail } from '../mail/reply.ts'
import { POOL_SIZE } from '../mail/transport.ts'

/** `skipped`: the reply or the wish to hear of it was gone. `failed` ones come again later. */
export type Report = { sent: number; skipped: number; failed: number; givenUp: number }
type Outcome = keyof Report

export async function sendReplyNotices(now: Date): Promise<Report> {
  const report: Report = { sent: 0, skipped: 0, failed: 0, givenUp: 0 }
  for (;;) {
    const claimed = await claimReplyNotices(now, POOL_SIZE)
    const outcomes = await Promise.all(
      claimed.map(({ commentId, attempts }) => send(commentId, attempts, now)),
    )
    for (const outcome of outcomes) report[outcome]++
    // Where nothing got through, the relay is away: the rest waits for the next run.
    if (!outcomes.some((outcome) => outcome === 'sent' || outcome === 'skipped')) return report
  }
}

async function send(commentId: number, attempts: number, now: Date): Promise<Outcome> {
  const reply = await findReply(commentId)
  if (!reply) {
    await dropReplyNotice(commentId)
    return 'skipped'
  }
  const { email, paperId, title, body, author } = reply
  const siteUrl = env().SITE_URL
  const link = `${siteUrl}/papers/${paperId}#comment-${commentId}`
  try {
    await sendReplyMail(email, { author, title, body, link, siteUrl })
  } catch (error) {
    console.error('A notice of a reply was not sent:', error instanceof Error ? error.message : '')
    if (attempts < MOST_ATTEMPTS) return 'failed'
    await dropReplyNotice(commentId)
    return 'givenUp'
  }
  await markReplySent(commentId, now)
  return 'sent'
}
