/** Amazon SES's notifications of bounces and complaints, as SNS brings them. */
import { z } from 'zod'
import { parseEmailAddress } from '../../domain/email-address.ts'
import { deliveryIn, type ProviderEvent, parseJson, type ReadEvents } from './event.ts'
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
    .object({ complainedRecipients: z.array(recipient), feedbackId: z.string() })
    .optional(),
  mail: z.object({ source: z.string().default('') }).optional(),
})

const loadFromSns = makeSnsLoader()

/** The events of a call for our topic; a topic that asks to be confirmed is, and brings none. */
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
  const parsed = schema.safeParse(parseJson(message.Message))
  return parsed.success ? eventsOf(parsed.data) : []
}

function eventsOf({ bounce, complaint, mail }: z.output<typeof schema>): ProviderEvent[] {
  const feedbackId = bounce?.feedbackId ?? complaint?.feedbackId ?? ''
  const kind = complaint ? 'complaint' : bounceKind(bounce?.bounceType)
  const recipients = bounce?.bouncedRecipients ?? complaint?.complainedRecipients ?? []
  const isOne = recipients.length === 1
  return recipients.map(({ emailAddress, diagnosticCode }, index) => ({
    eventId: `${feedbackId} ${index}`,
    kind,
    email: parseEmailAddress(emailAddress),
    deliveryId: isOne ? deliveryIn(mail?.source ?? '') : null,
    reason: diagnosticCode ?? bounce?.bounceSubType ?? kind,
  }))
}

/** Only `Permanent` is for good; `Transient` and `Undetermined` may work again. */
function bounceKind(type: string | undefined): 'hard_bounce' | 'soft_bounce' {
  return type === 'Permanent' ? 'hard_bounce' : 'soft_bounce'
}
