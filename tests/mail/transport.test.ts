import fc from 'fast-check'
import PostalMime from 'postal-mime'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { env } from '../../src/env.ts'
import { closeMail } from '../../src/mail/transport.ts'
import { sendMail } from '../support/send-mail.ts'
import { openSmtpSink, type SmtpSink } from '../support/smtp-sink.ts'

const MAIL = { subject: 'A subject', html: '<p>Good day.</p>', text: 'Good day.' }
let sink: SmtpSink

beforeAll(async () => {
  sink = await openSmtpSink()
  env().SMTP_URL = sink.url
})
afterAll(async () => {
  closeMail()
  await sink.close()
})

describe('a mail', () => {
  it('arrives at its one address, in two parts, from the site', async () => {
    await sendMail({ ...MAIL, to: 'Ada@Example.org' })
    const [{ from, to, bytes } = { from: '', to: [], bytes: '' }] = sink.taken.splice(0)
    expect({ from, to }).toEqual({ from: 'broadsheet@localhost', to: ['ada@example.org'] })
    const read = await PostalMime.parse(bytes)
    expect(read).toMatchObject({ subject: MAIL.subject, text: `${MAIL.text}\n` })
    expect(read.html).toContain(MAIL.html)
    expect(read.from).toEqual({ name: 'Broadsheet', address: 'broadsheet@localhost' })
    expect(read.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-generated')
  })

  it.each([
    'b@example.org\r\nBcc: evil@example.net',
    'b@example.org, evil@example.net',
    '"evil@example.net x"@example.org',
    'b@example.org\0evil@example.net',
    'evil',
  ])('is not sent to %j', async (to) => {
    await expect(sendMail({ ...MAIL, to })).rejects.toThrow('only be sent to an address')
    expect(sink.taken).toEqual([])
  })

  it('stays one mail to one person with the same headers, whatever its subject says', async () => {
    const odd = fc.string({ unit: fc.constantFrom('a', '\r', '\n', '\0', ':', '@', '.', ' ', 'é') })
    const namesOf = async (subject: string) => {
      await sendMail({ ...MAIL, subject, to: 'ada@example.org' })
      const [mail, ...more] = sink.taken.splice(0)
      expect(more).toEqual([])
      expect(mail?.to).toEqual(['ada@example.org'])
      const { headers } = await PostalMime.parse(mail?.bytes ?? '')
      return headers.map(({ key }) => key).sort()
    }
    const plain = await namesOf('plain')
    await fc.assert(
      fc.asyncProperty(odd, async (text) => {
        expect(await namesOf(`x${text}\r\nBcc: evil@example.net\r\n\r\nbody`)).toEqual(plain)
      }),
      { numRuns: 50 },
    )
  })
})

describe('a relay', () => {
  it('that is not there fails the mail', async () => {
    closeMail()
    env().SMTP_URL = 'smtp://127.0.0.1:1'
    await expect(sendMail({ ...MAIL, to: 'ada@example.org' })).rejects.toThrow('ECONNREFUSED')
    closeMail()
    env().SMTP_URL = sink.url
  })
})
