/** The queue of letters: those composed when they were asked for, and reply notices, composed now. */

import { stopRepliesToken } from '../db/comments/reply-mail.ts'
import { findReply } from '../db/comments/reply-notices.ts'
import { type ClaimedLetter, claimLetters } from '../db/deliveries/delivery-claims.ts'
import { openLetter, suppressLetters } from '../db/deliveries/letters.ts'
import { findSuppression } from '../db/suppressions/suppressions.ts'
import { env } from '../env.ts'
import { composeLetter } from '../mail/letter-message.ts'
import { replyMail } from '../mail/reply.ts'
import type { Queue } from './sender.ts'

export function letterQueue(): Queue<ClaimedLetter> {
  return { claim: claimLetters, prepare, suppress: suppressLetters }
}

async function prepare(mail: ClaimedLetter): ReturnType<Queue<ClaimedLetter>['prepare']> {
  if (await findSuppression(mail.email)) return null
  if (mail.commentId !== null) return prepareReply(mail, mail.commentId)
  return () => composeLetter(mail, openLetter(mail))
}

/** Null if the reply, its paper or the wish to be told is gone. */
async function prepareReply(
  mail: ClaimedLetter,
  commentId: number,
): ReturnType<Queue<ClaimedLetter>['prepare']> {
  const reply = await findReply(commentId)
  if (!reply) return null
  const { author, paperId, title, body, memberId } = reply
  const siteUrl = env().SITE_URL
  const link = `${siteUrl}/papers/${paperId}#comment-${commentId}`
  const stopUrl = `${siteUrl}/api/replies/${await stopRepliesToken(memberId)}`
  const content = await replyMail({ author, title, body, link, siteUrl, stopUrl }).catch(
    (error) => error,
  )
  return () => {
    if (content instanceof Error) throw content
    return composeLetter(mail, content, stopUrl)
  }
}
