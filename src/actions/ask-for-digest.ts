/** Asking for the digest, or for the link to change it: every address gets the same answer in the same time. */
import { queueLetter } from '../db/deliveries/letters.ts'
import { consumeLimit } from '../db/limits.ts'
import {
  type LetterToSend,
  requestManageLink,
  subscribe,
} from '../db/subscriptions/subscriptions.ts'
import { mailboxOf } from '../domain/email-address.ts'
import { LETTER_LIFE_MS } from '../domain/letter.ts'
import type { Wishes } from '../domain/subscription.ts'
import { confirmMail } from '../mail/confirm.ts'
import { manageMail } from '../mail/manage.ts'
import { consumeAll, type FormState } from './action.ts'
import { sendLettersSoon } from './send-letters-soon.ts'

type Asking = { network: string | null; now: Date }

/** Takes a request to subscribe; null, or what to say after too many requests. */
export async function askForDigest(
  email: string,
  wishes: Wishes,
  { network, now }: Asking,
): Promise<FormState | null> {
  const refusal = await countAsking(network)
  if (refusal || (await isFull(email))) return refusal
  post(await subscribe(email, wishes, now), now)
  return null
}

/** Emails the link to a subscription's settings; null, or what to say after too many requests. */
export async function askToManage(
  email: string,
  { network, now }: Asking,
): Promise<FormState | null> {
  const refusal = await countAsking(network)
  if (refusal || (await isFull(email))) return refusal
  post(await requestManageLink(email, now), now)
  return null
}

async function countAsking(network: string | null): Promise<FormState | null> {
  const refusal = await consumeAll(['subscribe-network'], network ?? 'local')
  return refusal ?? consumeAll(['subscribe-site'], 'all')
}

/** Whether a mailbox has had its share of letters, however it is spelt; nobody is told. */
async function isFull(email: string): Promise<boolean> {
  return !(await consumeLimit('letter-mailbox', mailboxOf(email))).isAllowed
}

/** Runs once the answer is on its way, so that its timing does not tell whether an email goes out. */
function post(letter: LetterToSend, now: Date): void {
  sendLettersSoon(async () => {
    if (!letter) return
    const { kind, email: to } = letter
    const content = await (letter.kind === 'confirm'
      ? confirmMail(letter.token, letter.wishes)
      : manageMail(letter.token))
    const expiresAt = new Date(now.getTime() + LETTER_LIFE_MS[kind])
    await queueLetter({ kind, to, content }, { now, expiresAt })
  })
}
