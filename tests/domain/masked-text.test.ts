import { describe, expect, it } from 'vitest'
import { maskedText } from '../../src/domain/masked-text.ts'

describe('text for a log', () => {
  it.each([
    ['Key (email)=(ada@example.org) already exists.', 'Key (email)=(…) already exists.'],
    ['no mail to ada.l+x@uni.example.edu today', 'no mail to …@… today'],
    [
      'invalid input syntax for type integer: "what I typed"',
      'invalid input syntax for type integer: "…"',
    ],
    ['GET /search?q=my%20illness failed', 'GET /search?… failed'],
    ['https://site.example/sign-in/link?token=abc', 'https://site.example/sign-in/link?…'],
    ['token kT9vQ2_xL0aPz-7dR4wYs81mNb was used', 'token … was used'],
    ['{ email: "ada@example.org" }', '{ email: "…" }'],
  ])('leaves what was typed out of %s', (text, masked) => expect(maskedText(text)).toBe(masked))

  it.each([
    'relation "papers" does not exist',
    'PrismaClientKnownRequestError: code P2002',
    '    at readPaper (/srv/broadsheet/.next/server/chunks/ssr/_0a1b2c3d._.js:1:2345)',
    'connect ECONNREFUSED 127.0.0.1:5432',
  ])('keeps what helps in %s', (text) => expect(maskedText(text)).toBe(text))
})
