/** The kinds of settings: what each accepts, and what to say about anything else. */
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { z } from 'zod'
import { isAddress } from './domain/network.ts'
import { isTimeZone } from './domain/time-zone.ts'

const HOST_NAME = /^(?=.{1,253}$)[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*$/i

/** Trimmed text; undefined if there is none. */
export const text = z
  .string()
  .trim()
  .transform((value) => value || undefined)
  .optional()
/** A URL with one of these protocols. */
export const url = (protocols: string[]) =>
  text.superRefine((value, context) => {
    if (!value || (URL.canParse(value) && protocols.includes(new URL(value).protocol))) return
    const starts = protocols.map((protocol) => `${protocol}//`)
    context.addIssue(
      starts.some((start) => value.toLowerCase().startsWith(start))
        ? 'must be a valid URL: in a password, # is written %23, / %2F, @ %40 and : %3A'
        : `must be a URL that starts with ${starts.join(' or ')}`,
    )
  })
/** The URL of a Postgres. A password may contain any characters, escaped or not. */
export const postgres = text.transform((value, context) => {
  if (value === undefined) return undefined
  const wrong = 'must be a URL that starts with postgres:// or postgresql://'
  const [, scheme = '', user, place = ''] =
    /^(postgres(?:ql)?:\/\/)(?:(.*)@)?([^@]*)$/s.exec(value) ?? []
  const shown = /^(?:\[[\da-f:]+\]|[^\s/?#:]*)(?::\d+)?(?:\/[^?#]*)?(?:\?[^#]*)?$/i.test(place)
  if (!scheme || !shown) context.addIssue(wrong)
  const query = new URLSearchParams(place.split('?')[1] ?? '')
  if (!SSL_MODES.has(query.get('sslmode') ?? 'prefer'))
    context.addIssue(`must have an sslmode of ${[...SSL_MODES].join(', ')}`)
  const [name = '', ...password] = user?.split(':') ?? []
  const login = [name, password.join(':')].map(escaped).join(password.length > 0 ? ':' : '')
  return user === undefined ? value : `${scheme}${login}@${place}`
})
const SSL_MODES = new Set(['disable', 'no-verify', 'prefer', 'require', 'verify-ca', 'verify-full'])
/** Escaped for a URL, unless it is already. */
function escaped(part: string): string {
  try {
    if (!/%(?![\da-f]{2})/i.test(part)) return encodeURIComponent(decodeURIComponent(part))
  } catch {
    // It has a percent sign that only looks like the start of an escape.
  }
  return encodeURIComponent(part)
}
/** Text that `parse` understands. */
export const parsedBy = <Value>(parse: (value: string) => Value | null, message: string) =>
  text.transform((value, context) => {
    if (value === undefined) return undefined
    const parsed = parse(value)
    if (parsed === null) context.addIssue(message)
    return parsed ?? undefined
  })
/** Another site's origin; set only for mirrors and tests. */
export const host = (usual: string) =>
  url(['http:', 'https:']).transform((value) => (value ? new URL(value).origin : usual))
/** A secret that nobody can guess. */
export const secret = text.refine(
  (value) => !value || /^[^\p{Cc}\ufffd]{32,}$/u.test(value),
  'must have at least 32 characters on one line',
)
/** A private RSA key in PEM; its line ends may be written as `\\n`. */
export const privateKey = text
  .transform((value) => value?.replaceAll('\\n', '\n'))
  .refine((value) => !value || isPrivateKey(value), 'must be a private RSA key in PEM')
/** An elliptic-curve public key: SPKI in base64, as SendGrid shows it. */
export const publicKey = text.refine(
  (value) => !value || isPublicKey(value),
  'must be the verification key that SendGrid shows',
)
/** A key as Svix writes it, in base64. */
export const svixSecret = text.refine(
  (value) => !value || /^whsec_[A-Za-z0-9+/]{20,}={0,2}$/.test(value),
  'must be a signing secret that starts with whsec_',
)
/** A whole number. */
export const whole = (from: number, to: number, fallback: number) =>
  z.preprocess(
    (value) => (value === undefined || value === '' ? fallback : value),
    z.coerce
      .number({ error: 'must be a whole number' })
      .int('must be a whole number')
      .min(from, `must be at least ${from}`)
      .max(to, `must be at most ${to}`),
  )
/** Comma-separated words; `none` is an empty list. */
export const list = (fallback: readonly string[]) =>
  text.transform((value) => {
    if (value === undefined) return [...fallback]
    return value === 'none' ? [] : value.split(',').map((one) => one.trim())
  })
/** Comma-separated words, each of which `parse` must understand. */
export const listOf = <Value>(parse: (value: string) => Value | null, message: string) =>
  list([]).transform((values, context) => {
    const parsed = values.map(parse).filter((one) => one !== null)
    if (parsed.length < values.length) context.addIssue(message)
    return parsed
  })
/** One of these words. */
export const oneOf = <const Values extends [string, ...string[]]>(
  values: Values,
  fallback: Values[number],
) =>
  z.preprocess(
    (value) => value || fallback,
    z.enum(values, { error: `must be one of ${values.join(', ')}` }),
  )

function isPublicKey(text: string): boolean {
  try {
    const key = { key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' } as const
    return createPublicKey(key).asymmetricKeyType === 'ec'
  } catch {
    return false
  }
}
/** One of this machine's addresses or names. */
export const hostToListenOn = text.refine(
  (value) => !value || isAddress(value) || HOST_NAME.test(value),
  'must be one of this machine’s addresses or names, such as 0.0.0.0',
)
/** A name such as Europe/Berlin. */
export const timeZone = (usual: string) =>
  text
    .transform((value) => value ?? usual)
    .refine(isTimeZone, 'must be a time zone such as America/New_York')

function isPrivateKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa'
  } catch {
    return false
  }
}
