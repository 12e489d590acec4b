/** Calls of providers that sign nothing, but send a secret each time. */
import type { z } from 'zod'
import { isSameSecret } from '../same-secret.ts'
import { type ProviderEvent, partsOf, type ReadEvents, readEach, unread } from './event.ts'

type Reader = (body: string, authorization: string | null, secret: string | undefined) => ReadEvents

/** Reads a call whose body holds one event or many; its result is null without the right secret. */
export function readerWithSecret<Part>(
  schema: z.ZodType<Part>,
  read: (part: Part) => ProviderEvent | null,
): Reader {
  return (body, authorization, secret) => {
    if (!bringsSecret(authorization, secret)) return null
    const parts = partsOf(body)
    return parts ? readEach(parts, schema, read) : [unread('it is not JSON', body)]
  }
}

/**
 * Whether a call has MAIL_WEBHOOK_SECRET: as the password in the address that the provider calls
 * (Basic), or as a bearer token.
 */
function bringsSecret(authorization: string | null, secret: string | undefined): boolean {
  const [, scheme = '', value = ''] = /^(Basic|Bearer) (\S+)$/i.exec(authorization ?? '') ?? []
  if (scheme.toLowerCase() === 'bearer') return isSameSecret(value, secret)
  const text = Buffer.from(value, 'base64').toString('utf8')
  return isSameSecret(text.slice(text.indexOf(':') + 1), secret) && text.includes(':')
}
