/** Amazon SES's notifications of bounces, complaints and deliveries, as SNS brings them. */
import { z } from 'zod'
import {
  bounceKind,
  deliveryIn,
  eventOf,
  type ProviderEvent,
  parseJson,
  type ReadEvents,
  readEach,
  unread,
} from './event.ts'
import { readSns } from './sns.ts'
import { type LoadFromSns, makeSnsLoader, snsAddress } from './sns-host.ts'

const recipient = z.object({ emailAddress: z.string(), diagnosticCode: z.string().optional() })
const schema = z.object({
  bounce: z
    .object({
      bounceType: z.string(),
      bounceSubType: z.string().optional(),
      bouncedRecipients: z.array(recipient),
      feedbackId: z.string(),
    })
    .optional(),
  complaint: z
    .object({
      complainedRecipients: z.array(recipient),
      complaintFeedbackType: z.string().nullish(),
      feedbackId: z.string(),
    })
    .optional(),
  delivery: z.object({ recipients: z.array(z.string()) }).optional(),
  mail: z.object({ source: z.string().default(''), messageId: z.string().optional() }).optional(),
})
/** SES's first message to a new topic. */
const WELCOME = /^Successfully validated SNS topic/

const loadFromSns = makeSnsLoader()

/** The events of a call from our topic; a request to confirm the topic is confirmed, and has no events. */
export async function readSes(
  body: string,
  topicArn: string | undefined,
  { now, load = loadFromSns }: { now: Date; load?: LoadFromSns },
): Promise<ReadEvents> {
  const message = topicArn ? await readSns(body, topicArn, { load, now }) : null
  if (!message) return null
  if (message.Type === 'SubscriptionConfirmation') {
    const address = snsAddress(message.SubscribeURL ?? '')
    return address && (await load(address)) !== null ? [] : null
  }
  const told = parseJson(message.Message)
  if (told !== null) return readEach([told], schema, eventsOf)
  return WELCOME.test(message.Message) ? [] : [unread('it is not JSON', message.Message)]
}

function eventsOf({ bounce, complaint, delivery, mail }: z.output<typeof schema>): ProviderEvent[] {
  const deliveryId = deliveryIn(mail?.source ?? '')
  // A reader who says that it is not spam is not complaining.
  if (complaint?.complaintFeedbackType === 'not-spam') return []
  const told = bounce?.bouncedRecipients ?? complaint?.complainedRecipients ?? []
  const delivered = delivery?.recipients.map((emailAddress) => ({ emailAddress })) ?? []
  const recipients = [...told, ...delivered] as z.output<typeof recipient>[]
  const name = bounce?.feedbackId ?? complaint?.feedbackId ?? mail?.messageId ?? ''
  return recipients.map(({ emailAddress, diagnosticCode }, index) => {
    const reason = diagnosticCode ?? bounce?.bounceSubType ?? ''
    const isPermanent = bounce?.bounceType === 'Permanent'
    const kind = bounce ? bounceKind(isPermanent, reason) : complaint ? 'complaint' : 'delivered'
    return eventOf({
      ...{ eventId: `${name} ${index}`, kind, email: emailAddress, reason: reason || kind },
      deliveryId: recipients.length === 1 ? deliveryId : null,
    })
  })
}
