/** The environment, parsed once; everything wrong with it is listed in one message. */
import type { EditionClock } from './domain/edition.ts'
import type { Sender } from './domain/email-address.ts'
import type { ListingRule } from './domain/listing-rule.ts'
import { secret } from './env-fields.ts'
import { withFiles } from './env-files.ts'
import { type Settings, settingsSchema } from './env-schema.ts'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

export type Env = Omit<Settings, 'SITE_URL' | 'MAIL_FROM'> & {
  /** Without a trailing slash. */
  SITE_URL: string
  MAIL_FROM: Sender
  editionClock: EditionClock
  /** The listing rule until a curator saves another. */
  listingRule: ListingRule
  /** What the server listens on; undefined: all of the machine's addresses. */
  hosts: (string | undefined)[]
  /** http on a loopback name: secrets are made, the sample loads, mail is kept. */
  isLocal: boolean
  /** Visitors use https, so cookies are Secure and HSTS is sent. */
  isSecure: boolean
  /** Outgoing mail is kept in the local mailbox. */
  hasMailbox: boolean
  /** The providers whose keys are set. */
  signInProviders: { name: ProviderName; clientId: string; clientSecret: string; origin: string }[]
}

export type ProviderName = 'github' | 'hugging-face' | 'orcid'

export class EnvironmentError extends Error {}

/** Parses settings; throws an EnvironmentError that lists all bad ones, without their values. */
export function readEnvironment(given: Record<string, string | undefined>): Env {
  const { source, wrong } = withFiles(given, Object.keys(settingsSchema.shape))
  const parsed = settingsSchema.safeParse(source)
  for (const issue of parsed.error?.issues ?? [])
    wrong.push(`${String(issue.path[0])} ${issue.message}`)
  const address = source.SITE_URL?.trim() || `http://localhost:${source.PORT || 3000}`
  const site = URL.canParse(address) ? new URL(address) : null
  const isLocal = site?.protocol === 'http:' && LOOPBACK.has(site.hostname)
  if (site && (site.pathname !== '/' || site.search || site.hash))
    wrong.push('SITE_URL must have no path')
  if (site && !isLocal) wrong.push(...missingOnPublicSites(source))
  wrong.push(...halfSetDkim(source))
  if (!parsed.data || !site || wrong.length > 0)
    throw new EnvironmentError(tell([...new Set(wrong)]))
  const settings = parsed.data
  return {
    ...settings,
    SITE_URL: site.origin,
    MAIL_FROM: settings.MAIL_FROM ?? {
      name: 'Broadsheet',
      address: `broadsheet@${isLocal ? 'localhost' : site.hostname}`,
    },
    LIMITS: isLocal ? settings.LIMITS : 'on',
    listingRule: {
      sources: settings.LISTING_SOURCES,
      categories: settings.LISTING_CATEGORIES,
      keywords: settings.LISTING_KEYWORDS,
      minVotes: settings.LISTING_MIN_VOTES,
      cap: settings.LISTING_CAP,
    },
    editionClock: { timeZone: settings.EDITION_TIMEZONE, hour: settings.EDITION_HOUR },
    hosts: hostsOf(settings.HOST, isLocal),
    isLocal,
    isSecure: site.protocol === 'https:',
    hasMailbox: isLocal && !settings.SMTP_URL,
    signInProviders: providersOf(settings),
  }
}

/** What is wrong with a secret from outside the environment, or null. */
export function problemOfSecret(value: string): string | null {
  const { data, error } = secret.safeParse(value)
  return data ? null : (error?.issues[0]?.message ?? 'must not be empty')
}

let parsedOnce: Env | undefined

/** This process's settings. */
export function env(): Env {
  parsedOnce ??= readEnvironment(process.env)
  return parsedOnce
}

/** A local site is only for its own machine, unless HOST says otherwise. */
function hostsOf(host: string | undefined, isLocal: boolean): Env['hosts'] {
  if (host === undefined ? isLocal : host.toLowerCase() === 'localhost') return ['127.0.0.1', '::1']
  return [host]
}

function missingOnPublicSites(source: Record<string, string | undefined>): string[] {
  return (['CRON_SECRET', 'AUTH_SECRET', 'SMTP_URL'] as const)
    .filter((name) => !source[name]?.trim())
    .map((name) => `${name} must be set unless SITE_URL is http on localhost`)
}

function providersOf(settings: Settings): Env['signInProviders'] {
  const all = [
    ['github', settings.GITHUB_URL, settings.GITHUB_CLIENT_ID, settings.GITHUB_CLIENT_SECRET],
    [
      'hugging-face',
      settings.HUGGING_FACE_URL,
      settings.HUGGING_FACE_CLIENT_ID,
      settings.HUGGING_FACE_CLIENT_SECRET,
    ],
    ['orcid', settings.ORCID_URL, settings.ORCID_CLIENT_ID, settings.ORCID_CLIENT_SECRET],
  ] as const
  return all.flatMap(([name, origin, clientId, clientSecret]) =>
    clientId && clientSecret ? [{ name, origin, clientId, clientSecret }] : [],
  )
}

/** DKIM needs all three of its settings. */
function halfSetDkim(source: Record<string, string | undefined>): string[] {
  const names = ['DKIM_DOMAIN', 'DKIM_SELECTOR', 'DKIM_PRIVATE_KEY'] as const
  const missing = names.filter((name) => !source[name]?.trim())
  if (missing.length === names.length) return []
  return missing.map((name) => `${name} must be set if another DKIM_ setting is`)
}

function tell(problems: string[]): string {
  return `The settings are wrong:\n${problems.map((problem) => `  ${problem}`).join('\n')}`
}
