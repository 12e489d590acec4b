/** Every setting: what it accepts, and what it is without a value. */
import { z } from 'zod'
import { parseEmailAddress, parseSender } from './domain/email-address.ts'
import { LISTING_SOURCES, listingRuleSchema } from './domain/listing-rule.ts'
import { addressRange } from './domain/network.ts'
import {
  host,
  hostToListenOn,
  list,
  listOf,
  oneOf,
  parsedBy,
  postgres,
  privateKey,
  publicKey,
  secret,
  svixSecret,
  text,
  timeZone,
  url,
  whole,
} from './env-fields.ts'

const rule = listingRuleSchema.shape
export const settingsSchema = z.object({
  SITE_URL: url(['http:', 'https:']),
  PORT: whole(1, 65535, 3000),
  HOST: hostToListenOn,
  DATA_DIR: text.transform((value) => value ?? '.data'),
  DATABASE_URL: postgres,
  /** An address that bypasses a pooler: for migrations, and to hear what other processes change. */
  DATABASE_DIRECT_URL: postgres,
  SMTP_URL: url(['smtp:', 'smtps:']),
  /** Where the local mailbox listens; set by the process that opens it, for its threads too. */
  MAILBOX_URL: url(['smtp:']),
  MAIL_FROM: parsedBy(parseSender, 'must be a sender such as Broadsheet <papers@example.org>'),
  CRON_SECRET: secret,
  AUTH_SECRET: secret,
  /** The previous one, for as long as links and sessions that it signed are around. */
  AUTH_SECRET_PREVIOUS: secret,
  ADMIN_EMAILS: listOf(parseEmailAddress, 'must be addresses such as you@lab.edu, without names'),
  EDITION_TIMEZONE: timeZone('America/New_York'),
  EDITION_HOUR: whole(0, 23, 20),
  TRUSTED_PROXIES: listOf(
    addressRange,
    'must be addresses and ranges such as 127.0.0.1,10.0.0.0/8',
  ),
  HSTS: text
    .transform((value) => value ?? 'max-age=63072000')
    .refine(
      (value) => /^max-age=\d{1,10}(?:; *includeSubDomains)?(?:; *preload)?$/i.test(value),
      'must look like max-age=63072000; includeSubDomains',
    ),
  /** How long a connection may be idle between two requests. */
  KEEP_ALIVE_SECONDS: whole(1, 3_600, 75),
  /** The heap size of the thread that renders. */
  RENDER_HEAP_MB: whole(128, 65_536, 384),
  RANK_MIN_ACCOUNT_AGE: text
    .transform((value) => value ?? '0h')
    .refine((value) => /^\d+[hd]$/.test(value), 'must be a time such as 12h or 3d'),
  SAMPLE: oneOf(['auto', 'on', 'off'], 'auto'),
  LIMITS: oneOf(['on', 'off'], 'on'),
  SCHEDULER: oneOf(['on', 'off'], 'on'),
  ARXIV_URL: url(['http:', 'https:']),
  HUGGING_FACE_URL: host('https://huggingface.co'),
  HF_TOKEN: text,
  ARXIV_SETS: list(['cs:cs:AI', 'cs:cs:CL', 'cs:cs:CV', 'cs:cs:LG']).pipe(
    z.array(z.string().regex(/^[A-Za-z-]+(:[A-Za-z-]+){0,2}$/, 'must be sets such as cs:cs:CL')),
  ),
  LISTING_SOURCES: list(LISTING_SOURCES).pipe(rule.sources),
  LISTING_CATEGORIES: list(['cs.AI', 'cs.CL', 'cs.CV', 'cs.LG']).pipe(rule.categories),
  LISTING_KEYWORDS: list([]).pipe(rule.keywords),
  LISTING_MIN_VOTES: whole(0, 1_000_000, 0),
  LISTING_CAP: whole(0, 200, 30),
  DKIM_DOMAIN: text,
  DKIM_SELECTOR: text,
  DKIM_PRIVATE_KEY: privateKey,
  /** For all processes together; 0: as fast as the relay takes them. */
  MAIL_PER_SECOND: whole(0, 10_000, 0),
  /** The header in which a relay accepts a key against duplicates, if it does. */
  MAIL_IDEMPOTENCY_HEADER: text.refine(
    (value) => !value || /^[A-Za-z][A-Za-z0-9-]*$/.test(value),
    'must be a header name',
  ),
  MAIL_WEBHOOK_SECRET: secret,
  MAILGUN_WEBHOOK_KEY: text,
  SENDGRID_WEBHOOK_KEY: publicKey,
  RESEND_WEBHOOK_SECRET: svixSecret,
  SNS_TOPIC_ARN: text.refine(
    (value) => !value || /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]+$/.test(value),
    'must be the ARN of a topic',
  ),
  BOUNCE_ADDRESS: parsedBy(parseEmailAddress, 'must be an email address'),
  /** Mail to it unsubscribes whoever its subject names. */
  UNSUBSCRIBE_ADDRESS: parsedBy(parseEmailAddress, 'must be an email address'),
  /** Whether the relay accepts addresses such as jürgen@example.org (RFC 6531). */
  SMTP_UTF8: oneOf(['on', 'off'], 'off'),
  GITHUB_URL: host('https://github.com'),
  GITHUB_API_URL: host('https://api.github.com'),
  ORCID_URL: host('https://orcid.org'),
  GITHUB_CLIENT_ID: text,
  GITHUB_CLIENT_SECRET: text,
  HUGGING_FACE_CLIENT_ID: text,
  HUGGING_FACE_CLIENT_SECRET: text,
  ORCID_CLIENT_ID: text,
  ORCID_CLIENT_SECRET: text,
})

export type Settings = z.output<typeof settingsSchema>
