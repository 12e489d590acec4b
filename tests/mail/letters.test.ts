import { beforeAll, describe, expect, it } from 'vitest'
import { env } from '../../src/env.ts'
import { confirmMail } from '../../src/mail/confirm.ts'
import type { MailContent } from '../../src/mail/letter.tsx'
import { manageMail } from '../../src/mail/manage.ts'
import { replyMail } from '../../src/mail/reply.ts'
import { signInMail } from '../../src/mail/sign-in.ts'

const SITE = 'https://papers.example.org'
const TOKEN = 'a-token-of-many-letters'
const WISHES = { topics: ['cs.CL', 'cs.RO'], hour: 8, timeZone: 'Europe/Berlin' }
const REPLY = {
  author: { handle: 'ada', name: 'Ada' },
  title: 'A paper',
  body: 'A reply.',
  link: `${SITE}/papers/2501.00001#comment-7`,
  siteUrl: SITE,
}

beforeAll(() => Object.assign(env(), { SITE_URL: SITE }))

describe.each<[string, () => Promise<MailContent>, string[]]>([
  [
    'a confirmation',
    () => confirmMail(TOKEN, { ...WISHES, cadence: 'daily' }),
    [
      'Someone (hopefully you) asked for the daily digest of papers in cs.CL and cs.RO from Broadsheet at papers.example.org, sent every day at 08:00 (Europe/Berlin).',
      'your first digest comes right away',
      '48 hours',
      'If this wasn’t you, ignore this email',
    ],
  ],
  [
    'a manage mail',
    () => manageMail(TOKEN),
    [
      'Broadsheet at papers.example.org',
      'within 24 hours',
      'If this wasn’t you, ignore this email',
    ],
  ],
  [
    'a sign-in mail',
    () => signInMail({ link: `${SITE}/sign-in/verify?token=${TOKEN}`, siteUrl: SITE, minutes: 10 }),
    [
      'with this address',
      'once, within 10 minutes',
      'Didn’t ask to sign in? You can safely ignore',
    ],
  ],
  [
    'a reply mail',
    () => replyMail(REPLY),
    ['someone replied to your comment', 'Turn these emails'],
  ],
])('%s', (_name, make, told) => {
  it('says what it is, how long it lasts and what to do if it was not you, in both parts', async () => {
    const { html, text } = await make()
    for (const words of told) {
      expect(text).toContain(words)
      expect(html).toContain(words)
    }
  })

  it('has a preheader of its own and the subject as its title', async () => {
    const { html, subject } = await make()
    expect(html).toContain(`<title>${subject}</title>`)
    const [, preview = ''] = /<div style="display:none[^>]*>([^<]+)/.exec(html) ?? []
    expect(preview.length).toBeGreaterThan(8)
    expect(subject).not.toContain(preview)
  })

  it('knows the dark in every cell that is painted, and Outlook’s one width', async () => {
    const { html } = await make()
    const painted = html.match(/<(?:body|table|td|a)[^>]*background-color[^>]*>/g) ?? []
    expect(painted.length).toBeGreaterThanOrEqual(4)
    for (const tag of painted) expect(tag).toMatch(/class="[^"]*(?:desk|paper|button)/)
    expect(html).toContain('width="620"')
    expect(html).not.toMatch(/<img|<script|url\(|src=/)
  })
})

it('a reply mail is stopped by the link it is given, or else in the settings', async () => {
  const stopUrl = `${SITE}/api/u/r1-abc`
  const { html, text } = await replyMail({ ...REPLY, stopUrl })
  expect(text).toContain(`Turn these emails off:\n${stopUrl}`)
  expect(html).toMatch(new RegExp(`href="${stopUrl}"[^>]*>Turn these emails off<`))
  expect((await replyMail(REPLY)).text).toContain(`Turn these emails off:\n${SITE}/settings`)
})
