/** Asking for the digest, or for the link to change it: the same answer and work for every address. */
import { after } from 'next/server'
import { takeBackLetter } from '../db/own-subscription.ts'
import { type LetterToSend, requestManageLink, subscribe } from '../db/subscriptions.ts'
import type { Wishes } from '../domain/subscription.ts'
import { sendConfirmMail } from '../mail/confirm.ts'
import { sendManageMail } from '../mail/manage.ts'
import { consumeAll, type FormState } from './action.ts'

type Asking = { network: string | null; now: Date }

/** Takes a wish to subscribe; null, or what to say when too many asked of late. */
export async function askForDigest(
  email: string,
  wishes: Wishes,
  { network, now }: Asking,
): Promise<FormState | null> {
  const refusal = await countAsking(network)
  if (!refusal) mailAfterwards(await subscribe(email, wishes, now))
  return refusal
}

/** Mails the link that opens a subscription; null, or what to say when too many asked of late. */
export async function askToManage(
  email: string,
  { network, now }: Asking,
): Promise<FormState | null> {
  const refusal = await countAsking(network)
  if (!refusal) mailAfterwards(await requestManageLink(email, now))
  return refusal
}

async function countAsking(network: string | null): Promise<FormState | null> {
  const refusal = await consumeAll(['subscribe-network'], network ?? 'local')
  return refusal ?? consumeAll(['subscribe-site'], 'all')
}

/** Once the answer is on its way, so that nobody can tell by its time whether a mail goes out. */
function mailAfterwards(letter: LetterToSend): void {
  after(async () => {
    if (!letter) return
    try {
      await sendLetter(letter)
    } catch (error) {
      console.error('A mail about a subscription was not sent:', error)
      await takeBackLetter(letter)
    }
  })
}

function sendLetter(letter: NonNullable<LetterToSend>): Promise<void> {
  return letter.kind === 'confirm'
    ? sendConfirmMail(letter.email, letter.token, letter.wishes)
    : sendManageMail(letter.email, letter.token)
}
