import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { EnvironmentError, readEnvironment } from '../../src/env.ts'

const SECRET = 'a-secret-of-more-than-thirty-two-letters'
const PUBLIC = {
  SITE_URL: 'https://papers.example.org',
  CRON_SECRET: SECRET,
  AUTH_SECRET: SECRET,
  SMTP_URL: 'smtp://mail.example.org:587',
}

function complaintOf(settings: Record<string, string>): string {
  try {
    readEnvironment(settings)
  } catch (error) {
    expect(error).toBeInstanceOf(EnvironmentError)
    return (error as Error).message
  }
  return ''
}

describe('no settings at all', () => {
  it('make a local site at port 3000 on New York’s clock', () => {
    expect(readEnvironment({})).toMatchObject({
      SITE_URL: 'http://localhost:3000',
      PORT: 3000,
      DATA_DIR: '.data',
      EDITION_TIMEZONE: 'America/New_York',
      EDITION_HOUR: 20,
      editionClock: { timeZone: 'America/New_York', hour: 20 },
      RANK_MIN_ACCOUNT_AGE: '0h',
      SAMPLE: 'auto',
      LIMITS: 'on',
      HSTS: 'max-age=63072000',
      KEEP_ALIVE_SECONDS: 75,
      RENDER_HEAP_MB: 384,
      isLocal: true,
      isSecure: false,
    })
    expect(readEnvironment({}).DATABASE_URL).toBeUndefined()
    expect(readEnvironment({}).SMTP_URL).toBeUndefined()
  })

  it('are the same as empty ones', () => {
    const names = Object.keys(readEnvironment({}))
    const empty = Object.fromEntries(names.map((name) => [name, '']))
    expect(readEnvironment(empty)).toEqual(readEnvironment({}))
  })

  it('follow the port', () => {
    expect(readEnvironment({ PORT: '4321' }).SITE_URL).toBe('http://localhost:4321')
  })
})

describe('a wrong setting', () => {
  const WRONG: Record<string, string[]> = {
    SITE_URL: ['papers.example.org', 'ftp://example.org', 'javascript:alert(1)', 'http://'],
    PORT: ['0', '65536', '-1', '80.5', 'eighty', '3000 or so', 'NaN'],
    DATABASE_URL: ['mysql://db/x', 'localhost', 'postgres'],
    SMTP_URL: ['mail.example.org', 'https://mail.example.org'],
    MAIL_FROM: [
      'nobody',
      'A <a@example.org>, b@example.org',
      '<a@example.org>\r\nBcc: b@example.org',
    ],
    MAIL_PER_SECOND: ['-1', 'fast'],
    MAIL_IDEMPOTENCY_HEADER: ['Key: x', 'a b'],
    MAIL_WEBHOOK_SECRET: ['short'],
    SNS_TOPIC_ARN: ['topic'],
    BOUNCE_ADDRESS: ['nobody', 'a@localhost'],
    UNSUBSCRIBE_ADDRESS: ['nobody', 'mailto:a@example.org'],
    SMTP_UTF8: ['yes', 'ON'],
    SENDGRID_WEBHOOK_KEY: ['key', 'AAAA'],
    RESEND_WEBHOOK_SECRET: ['secret', 'whsec_', 'whsec_short'],
    CRON_SECRET: ['short', 'x'.repeat(31), `${'x'.repeat(40)}\n${'x'.repeat(40)}`],
    AUTH_SECRET: ['short', `${'x'.repeat(40)}\0${'x'.repeat(40)}`],
    AUTH_SECRET_PREVIOUS: ['short'],
    HOST: ['http://localhost', 'my host', '0.0.0.0:80', 'a..b'],
    ADMIN_EMAILS: ['Ada <a@example.org>', 'ada', 'a@example.org,,b@example.org'],
    TRUSTED_PROXIES: ['10.0.0.0/33', 'proxy', '10.0.0.1,', '::/129', '10'],
    EDITION_TIMEZONE: ['New York', 'Mars/Olympus', 'America/Nowhere'],
    EDITION_HOUR: ['24', '-1', 'eight', '8.5'],
    RANK_MIN_ACCOUNT_AGE: ['soon', '12', '3 days', '-1h', '1.5h'],
    SAMPLE: ['yes', 'AUTO'],
    LIMITS: ['false', '0'],
    SCHEDULER: ['no', 'ON'],
    ARXIV_SETS: ['cs cl', 'cs:cs:CL,', 'a:b:c:d'],
    LISTING_SOURCES: ['arXiv', 'hugging-face,blog'],
    LISTING_CATEGORIES: ['CS', 'cs.CL,,cs.LG', '68T50', 'cs.AI,cs.XX', 'na'],
    LISTING_KEYWORDS: ['a,,b', 'x'.repeat(101)],
    LISTING_MIN_VOTES: ['-1', 'few'],
    LISTING_CAP: ['201', 'all'],
    ARXIV_URL: ['arxiv.org', 'file:///etc/passwd'],
    HUGGING_FACE_URL: ['huggingface.co'],
  }
  const cases = Object.entries(WRONG).flatMap(([name, all]) => all.map((value) => [name, value]))

  it.each(cases)('%s=%s stops the boot by its name', (name = '', value = '') => {
    expect(complaintOf({ [name]: value })).toMatch(new RegExp(`^  ${name} must .+$`, 'm'))
  })

  it('is told together with all the others', () => {
    const settings = Object.fromEntries(cases.map(([name = '', value = '']) => [name, value]))
    const lines = complaintOf(settings).split('\n').slice(1)
    const told = new Set(lines.map((line) => line.trim().split(' ')[0]))
    expect(told).toEqual(new Set(Object.keys(WRONG)))
  })

  it('tells how a password is written in an address', () => {
    const message = complaintOf({ SMTP_URL: 'smtp://app:a#b@127.0.0.1:25' })
    expect(message).toContain('# is written %23')
  })

  it('is told without its value', () => {
    const value = 'hunter2-hunter2'
    const settings = Object.fromEntries(Object.keys(WRONG).map((name) => [name, value]))
    const message = complaintOf(settings)
    expect(message).toContain('DATABASE_URL')
    expect(message).not.toContain('hunter2')
  })
})

describe('the keys of providers', () => {
  it('are taken as the providers show them', () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
    const settings = {
      SENDGRID_WEBHOOK_KEY: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
      RESEND_WEBHOOK_SECRET: `whsec_${Buffer.from('a-key-of-twenty-four-byt').toString('base64')}`,
      MAILGUN_WEBHOOK_KEY: 'key-0123456789',
      UNSUBSCRIBE_ADDRESS: 'Unsubscribe@example.org',
    }
    expect(readEnvironment(settings)).toMatchObject({
      ...settings,
      UNSUBSCRIBE_ADDRESS: 'unsubscribe@example.org',
      SMTP_UTF8: 'off',
    })
  })
})

describe('the address of a database', () => {
  it.each([
    ['postgresql://app:a#b@127.0.0.1:25432/d', 'postgresql://app:a%23b@127.0.0.1:25432/d'],
    ['postgres://app:a@b/c?d@[::1]/d', 'postgres://app:a%40b%2Fc%3Fd@[::1]/d'],
    ['postgresql://app:a%23b@host/d?schema=x', 'postgresql://app:a%23b@host/d?schema=x'],
    ['postgresql://app:50%@host/d', 'postgresql://app:50%25@host/d'],
    [
      'postgresql://app:pw@/d?host=/var/run/postgresql',
      'postgresql://app:pw@/d?host=/var/run/postgresql',
    ],
    ['postgresql:///d?host=/var/run/postgresql', 'postgresql:///d?host=/var/run/postgresql'],
  ])('%s is taken as it is meant', (written, meant) => {
    expect(readEnvironment({ DATABASE_URL: written }).DATABASE_URL).toBe(meant)
    expect(readEnvironment({ DATABASE_DIRECT_URL: written }).DATABASE_DIRECT_URL).toBe(meant)
  })

  it.each(['mysql://host/d', 'host/d', 'postgresql://ho st/d', 'postgresql://host:port/d'])(
    '%s is refused',
    (written) => expect(complaintOf({ DATABASE_URL: written })).toContain('DATABASE_URL must be'),
  )
})

describe('a setting in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-env-'))
  const fileOf = (name: string, content: string | Uint8Array) => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  afterAll(() => rmSync(folder, { recursive: true }))

  it('counts as if it were set itself, without the end of its line', () => {
    const AUTH_SECRET_FILE = fileOf('auth', `${SECRET}\n`)
    const SMTP_URL_FILE = fileOf('smtp', 'smtp://user:pass@mail.example.org:587\n')
    const settings = readEnvironment({
      ...PUBLIC,
      AUTH_SECRET: '',
      AUTH_SECRET_FILE,
      SMTP_URL: undefined,
      SMTP_URL_FILE,
    })
    expect(settings.AUTH_SECRET).toBe(SECRET)
    expect(settings.SMTP_URL).toBe('smtp://user:pass@mail.example.org:587')
    expect(readEnvironment({ ...PUBLIC, AUTH_SECRET_FILE }).AUTH_SECRET).toBe(SECRET)
  })

  it('stops the boot when the file is missing, empty, a folder, no text, or says another thing', () => {
    const message = complaintOf({
      ...PUBLIC,
      AUTH_SECRET_FILE: join(folder, 'nowhere'),
      CRON_SECRET_FILE: fileOf('other', 'another-secret-of-more-than-32-letters'),
      HF_TOKEN_FILE: folder,
      MAIL_WEBHOOK_SECRET_FILE: fileOf('binary', new Uint8Array([0xff, 0xfe, 0x80])),
      DKIM_PRIVATE_KEY_FILE: fileOf('empty', '\n'),
    })
    expect(message).toContain('AUTH_SECRET_FILE must name a readable text file')
    expect(message).toContain('HF_TOKEN_FILE must name')
    expect(message).toContain('MAIL_WEBHOOK_SECRET_FILE must name')
    expect(message).toContain('DKIM_PRIVATE_KEY_FILE must name a file that is not empty')
    expect(message).toContain('CRON_SECRET_FILE must not be set when CRON_SECRET says')
    expect(message).not.toContain('another-secret')
  })

  it('keeps to the rule of the setting', () => {
    const message = complaintOf({ AUTH_SECRET_FILE: fileOf('short', 'short') })
    expect(message).toContain('AUTH_SECRET must have at least 32 characters')
  })
})

describe('where the server listens', () => {
  it('is this machine alone while the site is local, unless HOST says otherwise', () => {
    expect(readEnvironment({}).hosts).toEqual(['127.0.0.1', '::1'])
    expect(readEnvironment({ HOST: 'localhost' }).hosts).toEqual(['127.0.0.1', '::1'])
    expect(readEnvironment({ HOST: '0.0.0.0' }).hosts).toEqual(['0.0.0.0'])
    expect(readEnvironment(PUBLIC).hosts).toEqual([undefined])
    expect(readEnvironment({ ...PUBLIC, HOST: '::1' }).hosts).toEqual(['::1'])
  })
})

describe('the listing rule', () => {
  it('lists Hugging Face’s days and some of arXiv’s announcements unless told otherwise', () => {
    expect(readEnvironment({}).listingRule).toEqual({
      sources: ['hugging-face', 'arxiv'],
      categories: ['cs.AI', 'cs.CL', 'cs.CV', 'cs.LG'],
      keywords: [],
      minVotes: 0,
      cap: 30,
    })
  })

  it('is read from words between commas, and "none" is no word', () => {
    const settings = readEnvironment({
      LISTING_SOURCES: 'arxiv',
      LISTING_CATEGORIES: 'hep-th, math.CO',
      LISTING_KEYWORDS: 'none',
      LISTING_MIN_VOTES: '2',
      LISTING_CAP: '7',
      ARXIV_SETS: 'none',
    })
    expect(settings.listingRule).toEqual({
      sources: ['arxiv'],
      categories: ['hep-th', 'math.CO'],
      keywords: [],
      minVotes: 2,
      cap: 7,
    })
    expect(settings.ARXIV_SETS).toEqual([])
  })

  it('takes categories in any case, and tells which one arXiv does not have', () => {
    const rule = readEnvironment({ LISTING_CATEGORIES: 'cs.ai, MATH.co,cond-mat.Soft,HEP-TH' })
    expect(rule.listingRule.categories).toEqual(['cs.AI', 'math.CO', 'cond-mat.soft', 'hep-th'])
    expect(complaintOf({ LISTING_CATEGORIES: 'cs.AI,cs.XX' })).toContain('arXiv has no cs.XX')
  })
})

describe('a local site', () => {
  it.each([
    'http://localhost',
    'http://localhost:3000',
    'http://127.0.0.1:8080',
    'http://[::1]:3000',
    'HTTP://LOCALHOST:3000/',
  ])('is one at %s, which needs no secrets and may lift its limits', (url) => {
    expect(readEnvironment({ SITE_URL: url, LIMITS: 'off' })).toMatchObject({
      isLocal: true,
      isSecure: false,
      LIMITS: 'off',
    })
  })

  it.each([
    'https://localhost:3000',
    'http://papers.example.org',
    'http://localhost.example.org',
    'http://192.168.1.5:3000',
    'http://0.0.0.0:3000',
    'http://localhost@example.org',
  ])('is none at %s, which must have secrets and mail', (url) => {
    const message = complaintOf({ SITE_URL: url })
    for (const name of ['CRON_SECRET', 'AUTH_SECRET', 'SMTP_URL']) expect(message).toContain(name)
    expect(readEnvironment({ ...PUBLIC, SITE_URL: url }).isLocal).toBe(false)
  })
})

describe('the word on https', () => {
  it('is for this host alone unless the operator says more', () => {
    const more = 'max-age=31536000; includeSubDomains; preload'
    expect(readEnvironment({ HSTS: more }).HSTS).toBe(more)
    for (const HSTS of ['yes', 'max-age=', 'max-age=1; script', 'max-age=1\r\nX: y'])
      expect(complaintOf({ HSTS })).toContain('HSTS must look like')
  })
})

describe('a public site', () => {
  it.each(['CRON_SECRET', 'AUTH_SECRET', 'SMTP_URL'])('does not start without %s', (name) => {
    const message = complaintOf({ ...PUBLIC, [name]: '' })
    expect(message.split('\n')).toHaveLength(2)
    expect(message).toContain(name)
  })

  it('keeps its limits whatever LIMITS says', () => {
    expect(readEnvironment({ ...PUBLIC, LIMITS: 'off' }).LIMITS).toBe('on')
  })

  it('is secure by https and has no slash at the end of its address', () => {
    const settings = readEnvironment({ ...PUBLIC, SITE_URL: 'https://papers.example.org/' })
    expect(settings).toMatchObject({ SITE_URL: 'https://papers.example.org', isSecure: true })
    expect(readEnvironment({ ...PUBLIC, SITE_URL: 'http://papers.example.org' }).isSecure).toBe(
      false,
    )
  })

  it('reads lists apart at their commas', () => {
    const settings = readEnvironment({ ...PUBLIC, ADMIN_EMAILS: 'a@example.org, b@example.org' })
    expect(settings.ADMIN_EMAILS).toEqual(['a@example.org', 'b@example.org'])
    expect(readEnvironment({}).ADMIN_EMAILS).toEqual([])
  })
})

describe('the sender of mails', () => {
  it('is the site itself unless another is named', () => {
    expect(readEnvironment({}).MAIL_FROM).toEqual({
      name: 'Broadsheet',
      address: 'broadsheet@localhost',
    })
    expect(readEnvironment(PUBLIC).MAIL_FROM.address).toBe('broadsheet@papers.example.org')
    expect(readEnvironment({ MAIL_FROM: 'Papers, daily <P@Example.org>' }).MAIL_FROM).toEqual({
      name: 'Papers, daily',
      address: 'p@example.org',
    })
  })

  it('signs with all three settings or none', () => {
    expect(complaintOf({ DKIM_DOMAIN: 'example.org' })).toMatch(
      /DKIM_SELECTOR must be set.*\n.*DKIM_PRIVATE_KEY must be set/,
    )
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    const settings = { DKIM_DOMAIN: 'example.org', DKIM_SELECTOR: 's1' }
    const oneLine = key.trim().replaceAll('\n', '\\n')
    for (const DKIM_PRIVATE_KEY of [key, oneLine])
      expect(readEnvironment({ ...settings, DKIM_PRIVATE_KEY }).DKIM_PRIVATE_KEY).toBe(key.trim())
    expect(complaintOf({ ...settings, DKIM_PRIVATE_KEY: 'abc' })).toContain('must be a private RSA')
  })
})

describe('the local mailbox', () => {
  it('is there on a local site without a relay, also where a process has opened it', () => {
    expect(readEnvironment({}).hasMailbox).toBe(true)
    expect(readEnvironment({ MAILBOX_URL: 'smtp://127.0.0.1:2525' }).hasMailbox).toBe(true)
    expect(readEnvironment({ SMTP_URL: 'smtp://mail.example.org' }).hasMailbox).toBe(false)
    expect(readEnvironment(PUBLIC).hasMailbox).toBe(false)
  })
})
