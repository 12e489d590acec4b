/** Where mail providers tell of bounces and complaints. */
import { recordMailEvent } from '@/db/suppressions'
import { env } from '@/env'
import type { ReadEvents } from '@/mail/events/event'
import { readGeneric } from '@/mail/events/generic'
import { readPostmark } from '@/mail/events/postmark'
import { readSes } from '@/mail/events/ses'

type Context = { params: Promise<{ provider: string }> }
type Reader = (body: string, headers: Headers, now: Date) => ReadEvents | Promise<ReadEvents>

const READERS: Record<string, Reader> = {
  generic: (body, headers) =>
    readGeneric(body, headers.get('x-broadsheet-signature'), env().MAIL_WEBHOOK_SECRET),
  postmark: (body, headers) =>
    readPostmark(body, headers.get('authorization'), env().MAIL_WEBHOOK_SECRET),
  ses: (body, _headers, now) => readSes(body, env().SNS_TOPIC_ARN, { now }),
}

/** 200 with how many events were new; 401 without a right signature, 404 for an unknown provider. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { provider } = await params
  const read = Object.hasOwn(READERS, provider) ? READERS[provider] : undefined
  if (!read) return new Response(null, { status: 404 })
  const now = new Date()
  const events = await read(await request.text(), request.headers, now)
  if (!events) return new Response(null, { status: 401 })
  let recorded = 0
  for (const event of events) {
    if (await recordMailEvent({ provider, ...event }, now)) recorded++
  }
  return Response.json({ recorded })
}
