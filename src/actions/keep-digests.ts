'use server'
/** What admins do with digests: test emails, pauses, and emails whose delivery is unknown. */
import { z } from 'zod'
import {
  dropHeldMail,
  pauseDigest,
  resendHeldMail,
  resendHeldMails,
  resumeDigest,
} from '../db/digests/digest-desk.ts'
import type { Member } from '../domain/member.ts'
import { noteSchema, reasonSchema } from '../domain/moderation.ts'
import { CADENCES } from '../domain/subscription.ts'
import { sendTestDigest } from '../mail/test-digest.ts'
import { answerAct, consumeAll, type FormState, memberAction } from './action.ts'
import { previewDigest } from './preview-digest.ts'

const digest = z.coerce.number().int().positive()
const delivery = z.uuid()
const input = z.discriminatedUnion('act', [
  z.object({ act: z.literal('test'), cadence: z.enum(CADENCES) }),
  z.object({ act: z.literal('pause'), digest, reason: reasonSchema }),
  z.object({ act: z.literal('resume'), digest, reason: noteSchema }),
  z.object({ act: z.literal('resend'), delivery }),
  z.object({ act: z.literal('resend-all'), digest }),
  z.object({ act: z.literal('drop'), delivery }),
])
type Input = z.output<typeof input>
type Change = Exclude<Input, { act: 'test' }>

const DONE: Record<Change['act'], string> = {
  pause: 'Digest paused. Emails not yet on their way stay here.',
  resume: 'Digest resumed.',
  resend: 'The email will be sent again.',
  'resend-all': 'The emails will be sent again.',
  drop: 'The email was dropped.',
}
/** How late an email that is sent again may be. */
const RESEND_MS = 12 * 3_600_000

export async function keepDigests(_before: FormState, form: FormData): Promise<FormState> {
  const rules = { path: '/admin/digests', role: 'admin' as const, input }
  return memberAction(form, rules, async ({ input, member, now }) => {
    if (input.act === 'test') return sendTest(input.cadence, member, now)
    return answerAct(await change(input, member.id, now), DONE[input.act])
  })
}

async function sendTest(
  cadence: 'daily' | 'weekly',
  { id, email }: Member,
  now: Date,
): Promise<FormState> {
  const refusal = await consumeAll(['test-digest'], id)
  if (refusal) return refusal
  const preview = await previewDigest(cadence, now)
  if (!preview?.total) return { status: 'failed', message: 'Nothing to send.' }
  try {
    await sendTestDigest(email, { ...preview, from: preview.period.from }, now)
  } catch (error) {
    console.error('A test digest was not sent:', error)
    return { status: 'failed', message: 'The relay didn’t take the email.' }
  }
  return { status: 'done', message: `Test sent to ${email}.` }
}

function change(input: Change, actor: string, now: Date): Promise<boolean> {
  const until = new Date(now.getTime() + RESEND_MS)
  switch (input.act) {
    case 'pause':
      return pauseDigest(input.digest, input.reason, { actor, now })
    case 'resume':
      return resumeDigest(input.digest, input.reason, { actor, now })
    case 'resend':
      return resendHeldMail(input.delivery, until, { actor, now })
    case 'resend-all':
      return resendHeldMails(input.digest, { actor, now }, until)
    case 'drop':
      return dropHeldMail(input.delivery, { actor, now })
  }
}
