import { request } from 'node:http'
import { networkInterfaces } from 'node:os'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { env } from '../../src/env.ts'
import { closeMail } from '../../src/mail/transport.ts'
import { openMailbox } from '../../src/server/mailbox.ts'
import { useDatabase } from '../support/database.ts'
import { sendMail } from '../support/send-mail.ts'
import { type Site, serveSite } from '../support/site.ts'

type Reply = { status: number; headers: Record<string, unknown>; body: Buffer }
type Listed = {
  n: number
  to: string
  subject: string
  receivedAt: string
  text: string
  links: string[]
}

const database = useDatabase()
let site: Site
let close = async () => {}

const MAIL = {
  to: 'ada@example.org',
  subject: 'Grüße & more',
  text: 'Open http://localhost:3000/a?b=1&c=2.\nThat is all.',
  html: '<p style="color:red">Open <a href="http://localhost:3000/a?b=1&amp;c=2">this</a> or <a href="http://localhost:3000/x">that</a></p><script>alert(1)</script>',
}

function ask(path: string, { headers = {}, host = 'localhost', method = 'GET' } = {}) {
  return new Promise<Reply>((done, fail) => {
    const { port } = new URL(site.url)
    const asked = request({ host, port, path, headers, method, agent: false }, (reply) => {
      const chunks: Buffer[] = []
      reply.on('data', (chunk) => chunks.push(chunk))
      reply.on('end', () =>
        done({
          status: reply.statusCode ?? 0,
          headers: reply.headers,
          body: Buffer.concat(chunks),
        }),
      )
    })
    asked.on('error', fail)
    asked.end()
  })
}
const listed = async (): Promise<Listed[]> =>
  JSON.parse((await ask('/mailbox.json')).body.toString())

beforeAll(async () => {
  site = await serveSite({ DATABASE_URL: database.url(), HOST: '0.0.0.0' })
  close = await openMailbox()
})
afterAll(async () => {
  closeMail()
  await close()
  await site?.stop()
})

describe('the mailbox', () => {
  it('is empty at first and says so', async () => {
    expect(await listed()).toEqual([])
    expect((await ask('/mailbox')).body.toString()).toContain('No mail yet')
  })

  it('lists a mail that any process on the database has sent', async () => {
    await sendMail(MAIL)
    const [mail, ...more] = await listed()
    expect(more).toEqual([])
    expect(mail).toMatchObject({ n: 1, to: MAIL.to, subject: MAIL.subject, text: `${MAIL.text}\n` })
    expect(mail?.links).toEqual(['http://localhost:3000/a?b=1&c=2', 'http://localhost:3000/x'])
    expect(Date.now() - Date.parse(mail?.receivedAt ?? '')).toBeLessThan(60_000)
    expect((await ask('/mailbox')).body.toString()).toContain('href="/mailbox/1"')
  })

  it('shows its text with its links, and no word of it as markup', async () => {
    const page = (await ask('/mailbox/1')).body.toString()
    expect(page).toContain('href="http://localhost:3000/a?b=1&amp;c=2"')
    expect(page).not.toContain('<script>alert(1)')
    expect((await ask('/mailbox/2')).status).toBe(404)
  })

  it('gives the HTML part where none of its scripts can run', async () => {
    const { headers, body } = await ask('/mailbox/1.html')
    expect(body.toString()).toContain('<p style="color:red">')
    expect(headers['content-security-policy']).toMatch(/^sandbox [^;]*; default-src 'none';/)
    expect(headers['content-security-policy']).not.toMatch(/allow-scripts|allow-same-origin/)
  })

  it('gives the message byte for byte', async () => {
    const raw = [
      'From: a@example.org',
      'To: b@example.org',
      'Subject: Raw',
      'X-Odd:   two  spaces',
      '',
      '.a line with a dot',
      '.',
      'the last',
      '',
    ].join('\r\n')
    const transport = createTransport({ url: env().MAILBOX_URL })
    await transport.sendMail({ raw, envelope: { from: 'a@example.org', to: ['b@example.org'] } })
    transport.close()
    const [mail] = await listed()
    const { headers, body } = await ask(`/mailbox/${mail?.n}.eml`)
    expect(body.toString()).toBe(raw)
    expect(headers['content-type']).toBe('message/rfc822')
    expect((await ask('/mailbox/99.eml')).status).toBe(404)
  })

  it('takes a mail with a zero byte in its text', async () => {
    await sendMail({ ...MAIL, text: 'a\0b', subject: 'zero' })
    expect((await listed())[0]?.text).toMatch(/^ab/)
  })
})

describe('nobody else', () => {
  const PATHS = ['/mailbox', '/mailbox/1', '/mailbox.json', '/mailbox/1.eml', '/mailbox/1.html']

  it.each([
    'X-Forwarded-For',
    'x-forwarded-host',
    'X-Forwarded-Proto',
    'Forwarded',
    'Via',
    'X-Real-IP',
    'CF-Connecting-IP',
  ])('who comes with %s sees it', async (name) => {
    for (const path of PATHS) {
      const { status, body } = await ask(path, { headers: { [name]: '127.0.0.1' } })
      expect({ path, status }).toEqual({ path, status: 404 })
      expect(body.toString()).not.toContain('ada@example.org')
    }
  })

  it('who points another name at this machine sees it', async () => {
    for (const path of PATHS)
      expect((await ask(path, { headers: { host: 'evil.example' } })).status).toBe(404)
  })

  it('who comes over the network sees it', async ({ skip }) => {
    const addresses = Object.values(networkInterfaces()).flat()
    const outer = addresses.find((one) => one && !one.internal && one.family === 'IPv4')
    if (!outer) skip('this machine has no address but loopback')
    for (const path of PATHS)
      expect(
        (await ask(path, { host: outer?.address, headers: { host: 'localhost' } })).status,
      ).toBe(404)
  })

  it('who posts instead of asking sees it', async () => {
    const headers = { 'content-length': '0', 'x-forwarded-for': '127.0.0.1' }
    for (const path of PATHS)
      expect((await ask(path, { method: 'POST', headers })).status).toBe(404)
  })
})

describe('a site that sends its mail away', () => {
  it('has no mailbox', async () => {
    const other = await serveSite({ DATABASE_URL: database.url(), SMTP_URL: 'smtp://127.0.0.1:1' })
    for (const path of ['/mailbox', '/mailbox.json', '/mailbox/1.eml'])
      expect((await fetch(other.url + path)).status).toBe(404)
    await other.stop()
  })
})
