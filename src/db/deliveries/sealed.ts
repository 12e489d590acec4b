/** Encrypts texts with working links in them, so that the database is no use without AUTH_SECRET. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { env } from '../../env.ts'

const CIPHER = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Nonce, tag and text under AES-256-GCM, with a separate key. Opens only with the same `about`. */
export function seal(text: string, about: string): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, key(), nonce).setAAD(Buffer.from(about))
  const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return new Uint8Array(Buffer.concat([nonce, cipher.getAuthTag(), encrypted]))
}

/** The original text. Throws if it was sealed under another secret or is damaged. */
export function unseal(sealed: Uint8Array, about: string): string {
  const bytes = Buffer.from(sealed)
  const decipher = createDecipheriv(CIPHER, key(), bytes.subarray(0, NONCE_BYTES))
    .setAAD(Buffer.from(about))
    .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES))
  return Buffer.concat([text, decipher.final()]).toString('utf8')
}

function key(): Buffer {
  const { AUTH_SECRET } = env()
  if (!AUTH_SECRET) throw new Error('AUTH_SECRET is not set.')
  return Buffer.from(hkdfSync('sha256', AUTH_SECRET, '', 'broadsheet letters', 32))
}
