import { describe, expect, it } from 'vitest'
import { signInMail } from '../../src/mail/sign-in.ts'

const LINK = 'https://papers.example.org/sign-in/verify?token=abc&callback=%2F'

describe('the mail that signs in', async () => {
  const { subject, html, text } = await signInMail({
    link: LINK,
    siteUrl: 'https://papers.example.org',
    minutes: 15,
  })

  it('says what it is, where and how long', () => {
    expect(subject).toBe('Sign in to Broadsheet')
    for (const part of [text, html]) {
      expect(part).toContain('Broadsheet at papers.example.org')
      expect(part).toContain('15 minutes')
    }
  })

  it('carries its link whole in both parts', () => {
    expect(text).toContain(`\n${LINK}\n`)
    expect(html.match(/href="([^"]+)"/g)).toEqual([
      `href="${LINK.replaceAll('&', '&amp;')}"`,
      `href="${LINK.replaceAll('&', '&amp;')}"`,
    ])
  })

  it('needs nothing from elsewhere and knows the dark', () => {
    expect(html).not.toMatch(/<img|<script|url\(|src=/)
    expect(html).toContain('prefers-color-scheme:dark')
    expect(html).toMatch(/<meta name="color-scheme" content="light dark"/)
  })
})
