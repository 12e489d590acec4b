/** How an emailed link's token is stored. The hash is given to better-auth; the word before it is its own. */
import { createHash } from 'node:crypto'

/** SHA-256 in unpadded base64url. */
export function hashLinkToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

/** What better-auth's magic-link plugin calls a link among its verifications. */
export function linkIdentifier(token: string): string {
  return `magic-link:${hashLinkToken(token)}`
}
