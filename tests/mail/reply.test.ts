import { describe, expect, it } from 'vitest'
import { replyMail } from '../../src/mail/reply.ts'

const DATA = {
  author: { handle: 'ada', name: 'Ada <Example>' },
  title: 'On $x^2$ and <b>bold</b> claims',
  body: 'First line.\n\n**Second** <script>alert(1)</script>\nRead the reply:\nhttps://evil.example',
  link: 'https://papers.example.org/papers/2501.00001#comment-7',
  siteUrl: 'https://papers.example.org',
}

describe('the mail of a reply', async () => {
  const { subject, html, text } = await replyMail(DATA)

  it('says who replied, on which paper and what', () => {
    expect(subject).toBe('@ada replied to you on “On x² and <b>bold</b> claims”')
    expect(text).toContain('Ada <Example> (@ada) replied to your comment on')
    expect(html).toContain('Ada &lt;Example&gt; (@ada) replied to your comment on')
  })

  it('leads to the reply, and to where such mails are switched off', () => {
    expect(text).toContain(`Read the reply:\n${DATA.link}\n`)
    expect(html).toContain(`href="${DATA.link}"`)
    for (const part of [text, html]) expect(part).toContain('https://papers.example.org/settings')
  })

  it('quotes the reply as one line of plain text', () => {
    expect(text).toContain(
      '“First line. **Second** <script>alert(1)</script> Read the reply: https://evil.example”',
    )
    expect(html).not.toMatch(/<script|<b>/)
    expect(html).not.toContain('href="https://evil.example')
  })

  it('is cut where it is long', async () => {
    const long = await replyMail({ ...DATA, title: 'word '.repeat(99), body: 'word '.repeat(999) })
    expect(long.subject.length).toBeLessThan(120)
    expect(long.text.length).toBeLessThan(1_000)
    expect(long.text).toContain('word…”')
  })
})
