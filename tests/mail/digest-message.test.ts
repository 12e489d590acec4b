import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { authenticate } from 'mailauth'
import PostalMime from 'postal-mime'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { parseEmailAddress } from '../../src/domain/email-address.ts'
import { env } from '../../src/env.ts'
import { renderDigest } from '../../src/mail/digest.tsx'
import { composeDigest, type FrozenDigest } from '../../src/mail/digest-message.ts'
import { readReturnedMail } from '../../src/mail/events/returned-mail.ts'
import { sendTestDigest } from '../../src/mail/test-digest.ts'
import { closeMail, deliver } from '../../src/mail/transport.ts'
import { openSmtpSink, type SmtpSink } from '../support/smtp-sink.ts'
import { DAILY } from './given-digest.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const RECIPIENT = {
  deliveryId: 'f3b0c442-98fc-4c14-9afb-f4c8996fb924',
  email: 'ada@example.org',
  messageId: 'dg.daily-2026-02-09.f3b0c44298fc4c149afbf4c8996fb924@papers.example.org',
  date: new Date('2026-02-09T13:30:00Z'),
  unsubscribeUrl: 'https://papers.example.org/api/u/1-abcdefghijklmnopqrstuv',
}
let sink: SmtpSink
let digest: FrozenDigest

beforeAll(async () => {
  sink = await openSmtpSink()
  digest = { cadence: 'daily', from: '2026-02-09', ...(await renderDigest(DAILY)) }
})
beforeEach(() => {
  closeMail()
  sink.taken.length = 0
  Object.assign(env(), {
    SMTP_URL: sink.url,
    SITE_URL: 'https://papers.example.org',
    MAIL_FROM: { name: 'Broadsheet', address: 'papers@papers.example.org' },
    BOUNCE_ADDRESS: undefined,
    DKIM_DOMAIN: undefined,
    MAIL_IDEMPOTENCY_HEADER: undefined,
    UNSUBSCRIBE_ADDRESS: undefined,
  })
})
afterAll(async () => {
  closeMail()
  await sink.close()
})

async function send(recipient = RECIPIENT, mail = digest) {
  await deliver(composeDigest(mail)(recipient))
  const [taken, ...more] = sink.taken.splice(0)
  if (!taken || more.length > 0) throw new Error(`${more.length + 1} mails arrived.`)
  return taken
}
const linesOf = (bytes: Buffer) =>
  (bytes.toString('latin1').split('\r\n\r\n')[0] ?? '').split('\r\n')

describe('the message of a digest', () => {
  it('is read by another parser as what was composed', async () => {
    const { bytes, from, to } = await send()
    expect({ from, to }).toEqual({ from: 'papers@papers.example.org', to: ['ada@example.org'] })
    const read = await PostalMime.parse(bytes)
    expect(read.subject).toBe(digest.subject)
    expect(read.to).toEqual([{ name: '', address: 'ada@example.org' }])
    expect(read.text).toBe(
      `${digest.text.replaceAll('__UNSUBSCRIBE__', RECIPIENT.unsubscribeUrl)}\n`,
    )
    expect(read.html).toBe(
      `${digest.html.replaceAll('__UNSUBSCRIBE__', RECIPIENT.unsubscribeUrl)}\n`,
    )
    expect(read.attachments).toEqual([])
  })

  it('has every header of bulk mail, each on one line of its own', async () => {
    const lines = linesOf((await send()).bytes)
    for (const line of [
      'From: "Broadsheet" <papers@papers.example.org>',
      'To: <ada@example.org>',
      `Message-ID: <${RECIPIENT.messageId}>`,
      'Date: Mon, 09 Feb 2026 13:30:00 +0000',
      `List-Unsubscribe: <${RECIPIENT.unsubscribeUrl}>`,
      'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
      'List-Id: Trending papers <digest.papers.example.org>',
      'Feedback-ID: 20260209:daily:digest:broadsheet',
      'Auto-Submitted: auto-generated',
      'Precedence: bulk',
      'MIME-Version: 1.0',
    ])
      expect(lines.filter((one) => one === line)).toEqual([line])
    expect(lines.filter((line) => line.startsWith('Content-Type'))[0]).toMatch(
      /^Content-Type: multipart\/alternative; boundary=/,
    )
  })

  it('is the same bytes each time, and in no line too long for mail', async () => {
    const [first, second] = [await send(), await send()]
    expect(second.bytes.equals(first.bytes)).toBe(true)
    const [, ...body] = first.bytes.toString('latin1').split('\r\n\r\n')
    for (const line of body.join('\r\n').split('\r\n')) expect(line.length).toBeLessThanOrEqual(76)
  })

  it('differs between recipients in their links and headers only', async () => {
    const other = { ...RECIPIENT, unsubscribeUrl: 'https://papers.example.org/api/u/2-other' }
    const [mine, theirs] = [await send(), await send(other)]
    const read = async ({ bytes }: { bytes: Buffer }) => (await PostalMime.parse(bytes)).html ?? ''
    expect((await read(theirs)).replaceAll(other.unsubscribeUrl, RECIPIENT.unsubscribeUrl)).toBe(
      await read(mine),
    )
  })

  it('comes back to an address that names its delivery', async () => {
    env().BOUNCE_ADDRESS = 'bounces@mail.example.org'
    expect((await send()).from).toBe(`bounces+${RECIPIENT.deliveryId}@mail.example.org`)
  })

  it('names an address to unsubscribe by mail beside the link, in the one header there is', async () => {
    env().UNSUBSCRIBE_ADDRESS = 'stop&go@papers.example.org'
    const lines = linesOf((await send()).bytes).filter((line) => /^list-unsubscribe:/i.test(line))
    const url = RECIPIENT.unsubscribeUrl
    const mailto = `mailto:stop%26go@papers.example.org?subject=unsubscribe%20${url.split('/').at(-1)}`
    expect(lines).toEqual([`List-Unsubscribe: <${url}>, <${mailto}>`])
    const { searchParams, pathname } = new URL(mailto)
    const subject = searchParams.get('subject') ?? ''
    const mail = Buffer.from(`To: ${decodeURIComponent(pathname)}\r\nSubject: ${subject}\r\n\r\n`)
    const token = '1-abcdefghijklmnopqrstuv'
    expect(await readReturnedMail(mail)).toEqual({ is: 'unsubscribe', token })
  })

  it.each([
    'info@xn--e1afmkfd.xn--p1ai',
    'r&d@lab.example',
    'jürgen@example.org',
    '用户@example.org',
  ])('goes to %s and to nobody else', async (email) => {
    const { to, bytes } = await send({ ...RECIPIENT, email })
    // The sink tells domains in their own letters.
    expect(to.map(parseEmailAddress)).toEqual([email])
    expect((await PostalMime.parse(bytes)).to).toEqual([{ name: '', address: email }])
    expect(bytes.toString('utf8')).toContain(`\r\nTo: <${email}>\r\n`)
  })

  it('carries a key against doubles where the relay takes one', async () => {
    env().MAIL_IDEMPOTENCY_HEADER = 'Resend-Idempotency-Key'
    expect(linesOf((await send()).bytes)).toContain(
      `Resend-Idempotency-Key: ${RECIPIENT.deliveryId}`,
    )
  })

  it('is refused where it would be larger than mail programs show', () => {
    const html = `${digest.html}${'x'.repeat(80 * 1024)}`
    expect(() => composeDigest({ ...digest, html })(RECIPIENT)).toThrow('too large')
  })
})

describe('a signature', () => {
  it('of the site holds for another verifier, and covers the unsubscribe headers', async () => {
    Object.assign(env(), {
      DKIM_DOMAIN: 'papers.example.org',
      DKIM_SELECTOR: 's1',
      DKIM_PRIVATE_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    })
    const { bytes } = await send()
    const record = `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`
    const resolver = async (name: string, type: string) => {
      if (name === 's1._domainkey.papers.example.org' && type === 'TXT') return [[record]]
      throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
    }
    const verify = async (message: Buffer) => {
      const { dkim } = await authenticate(message, { resolver, ip: '127.0.0.1', helo: 'x' })
      return dkim.results[0]?.status.result
    }
    expect(await verify(bytes)).toBe('pass')
    const signed =
      /[; ]h=([^;]+);/.exec(bytes.toString('latin1').replace(/\r\n\s+/g, ''))?.[1] ?? ''
    for (const name of ['list-unsubscribe', 'list-unsubscribe-post', 'from', 'to', 'message-id'])
      expect(signed.toLowerCase().split(':')).toContain(name)
    const forged = bytes.toString('latin1').replace('One-Click', 'Two-Click')
    expect(await verify(Buffer.from(forged, 'latin1'))).toBe('fail')
  })
})

describe('nothing that comes from outside', () => {
  const EVIL = [
    '\r\nBcc: evil@example.net',
    '\nX-Evil: 1',
    '\r\n\r\nbody',
    '\0',
    '\r',
    'é\r\n ',
    '<evil@example.net>',
  ]

  it.each(['email', 'messageId', 'unsubscribeUrl'] as const)(
    'gets out of its header by way of %s',
    async (field) => {
      for (const evil of EVIL) {
        const value = `${RECIPIENT[field]}${evil}`
        const sent = send({ ...RECIPIENT, [field]: value }).then(
          ({ to, bytes }) => ({ to, names: linesOf(bytes).length }),
          () => null,
        )
        const plain = { to: ['ada@example.org'], names: linesOf((await send()).bytes).length }
        expect([null, plain]).toContainEqual(await sent)
      }
      expect(sink.taken).toEqual([])
    },
  )

  it('adds a header, a recipient or a mail by way of the subject or the sender’s name', async () => {
    const plain = (await PostalMime.parse((await send()).bytes)).headers.map(({ key }) => key)
    const odd = fc.string({
      unit: fc.constantFrom('a', '\r', '\n', '\0', ':', '@', '"', '\\', ' ', 'é'),
    })
    await fc.assert(
      fc.asyncProperty(odd, async (text) => {
        const subject = `x${text}\r\nBcc: evil@example.net\r\n\r\nbody`
        env().MAIL_FROM = { name: text.replace(/\p{Cc}/gu, ''), address: 'papers@example.org' }
        const { to, bytes } = await send(RECIPIENT, { ...digest, subject })
        expect(to).toEqual(['ada@example.org'])
        const read = await PostalMime.parse(bytes)
        expect(read.headers.map(({ key }) => key)).toEqual(plain)
        expect(read.from?.address).toBe('papers@example.org')
      }),
      { numRuns: 60 },
    )
  })
})

describe('a test of a digest', () => {
  it('is marked, is of no delivery and stops nobody’s mail', async () => {
    await sendTestDigest('admin@example.org', digest, new Date('2026-02-09T13:30:00Z'))
    const read = await PostalMime.parse(sink.taken[0]?.bytes ?? '')
    expect(read.subject).toBe(`[TEST] ${digest.subject}`)
    expect(read.messageId).toMatch(/^<test\./)
    expect(read.text).toContain('Unsubscribe: https://papers.example.org/api/u/test')
  })
})
