/** Where mail providers report bounces and complaints. */
import { recordMailEvent } from '@/db/suppressions/suppressions'
import { keepUnread } from '@/db/suppressions/unread-mail-events'
import { env } from '@/env'
import { readBrevo } from '@/mail/events/brevo'
import type { ReadEvents } from '@/mail/events/event'
import { readGeneric } from '@/mail/events/generic'
import { readMailgun } from '@/mail/events/mailgun'
import { readMailjet } from '@/mail/events/mailjet'
import { readPostmark } from '@/mail/events/postmark'
import { readResend } from '@/mail/events/resend'
import { readSendGrid } from '@/mail/events/sendgrid'
import { readSes } from '@/mail/events/ses'

type Context = { params: Promise<{ provider: string }> }
type Call = { body: string; header: (name: string) => string | null; now: Date }
type Reader = (call: Call) => ReadEvents | Promise<ReadEvents>

const READERS: Record<string, Reader> = {
  brevo: ({ body, header }) => readBrevo(body, header('authorization'), env().MAIL_WEBHOOK_SECRET),
  generic: ({ body, header }) =>
    readGeneric(body, header('x-broadsheet-signature'), env().MAIL_WEBHOOK_SECRET),
  mailgun: ({ body, now }) => readMailgun(body, env().MAILGUN_WEBHOOK_KEY, now),
  mailjet: ({ body, header }) =>
    readMailjet(body, header('authorization'), env().MAIL_WEBHOOK_SECRET),
  postmark: ({ body, header }) =>
    readPostmark(body, header('authorization'), env().MAIL_WEBHOOK_SECRET),
  resend: ({ body, header, now }) => {
    const [id, timestamp] = [header('svix-id'), header('svix-timestamp')]
    const signed = { id, timestamp, signature: header('svix-signature') }
    return readResend(body, signed, env().RESEND_WEBHOOK_SECRET, now)
  },
  sendgrid: ({ body, header }) => {
    const timestamp = header('x-twilio-email-event-webhook-timestamp')
    const signature = header('x-twilio-email-event-webhook-signature')
    return readSendGrid(body, { signature, timestamp }, env().SENDGRID_WEBHOOK_KEY)
  },
  ses: ({ body, now }) => readSes(body, env().SNS_TOPIC_ARN, { now }),
}

/**
 * 200 with how many events were new, and how many were not understood and are kept for the desk; 401
 * without a right signature, 404 for an unknown provider.
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { provider } = await params
  const read = Object.hasOwn(READERS, provider) ? READERS[provider] : undefined
  if (!read) return new Response(null, { status: 404 })
  const now = new Date()
  const header = (name: string) => request.headers.get(name)
  const events = await read({ body: await request.text(), header, now })
  if (!events) return new Response(null, { status: 401 })
  const counts = { recorded: 0, setAside: 0 }
  for (const event of events) {
    if (event.kind === 'unread') {
      await keepUnread({ provider, ...event }, now)
      counts.setAside++
    } else if (await recordMailEvent({ provider, ...event }, now)) counts.recorded++
  }
  return Response.json(counts)
}
