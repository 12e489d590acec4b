/** Amazon SNS messages, accepted only from one topic and only with its signature. */
import { createVerify, X509Certificate } from 'node:crypto'
import { z } from 'zod'
import { parseJson } from './event.ts'
import { type LoadFromSns, snsAddress } from './sns-host.ts'

const schema = z.object({
  Type: z.enum(['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation']),
  MessageId: z.string(),
  TopicArn: z.string(),
  Message: z.string(),
  Timestamp: z.string(),
  Subject: z.string().optional(),
  Token: z.string().optional(),
  SubscribeURL: z.string().optional(),
  SignatureVersion: z.enum(['1', '2']),
  Signature: z.string(),
  SigningCertURL: z.string(),
})
export type SnsMessage = z.output<typeof schema>

/**
 * The message in a call; null when it is from another topic or not signed by SNS. Anybody can have a
 * topic of their own, so the signature alone proves little.
 */
export async function readSns(
  body: string,
  topicArn: string,
  { load, now }: { load: LoadFromSns; now: Date },
): Promise<SnsMessage | null> {
  const parsed = schema.safeParse(parseJson(body))
  if (!parsed.success || parsed.data.TopicArn !== topicArn) return null
  const address = snsAddress(parsed.data.SigningCertURL)
  if (!address?.pathname.endsWith('.pem')) return null
  const pem = await load(address)
  return pem !== null && isSignedBy(pem, parsed.data, now) ? parsed.data : null
}

/** docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html */
function isSignedBy(pem: string, message: SnsMessage, now: Date): boolean {
  try {
    const certificate = new X509Certificate(pem)
    const isValid = new Date(certificate.validFrom) <= now && now <= new Date(certificate.validTo)
    const algorithm = message.SignatureVersion === '1' ? 'RSA-SHA1' : 'RSA-SHA256'
    const verify = createVerify(algorithm).update(signedText(message))
    return isValid && verify.verify(certificate.publicKey, message.Signature, 'base64')
  } catch {
    return false
  }
}

function signedText(message: SnsMessage): string {
  const names =
    message.Type === 'Notification'
      ? (['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'] as const)
      : ([
          'Message',
          'MessageId',
          'SubscribeURL',
          'Timestamp',
          'Token',
          'TopicArn',
          'Type',
        ] as const)
  return names
    .filter((name) => message[name] !== undefined)
    .map((name) => `${name}\n${message[name]}\n`)
    .join('')
}
