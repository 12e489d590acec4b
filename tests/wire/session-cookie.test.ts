import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasSignedSession, signedToken } from '../../src/wire/session-cookie.ts'

const secret = 'a secret that signs the cookies of this test'
const sign = (token: string, by = secret) =>
  `${token}.${createHmac('sha256', by).update(token).digest('base64')}`
const header = (value: string) =>
  `theme=dark; broadsheet.session_token=${encodeURIComponent(value)}`

describe('a session cookie', () => {
  it('is one that this site has signed', () => {
    expect(signedToken(sign('abc'), ['another', secret])).toBe('abc')
    expect(hasSignedSession(header(sign('abc')), { isSecure: false, secrets: [secret] })).toBe(true)
  })

  it('is none under another secret, without one, or under the name of the other protocol', () => {
    expect(signedToken(sign('abc', 'another secret'), [secret])).toBeNull()
    expect(signedToken(sign('abc'), [undefined])).toBeNull()
    expect(hasSignedSession(header(sign('abc')), { isSecure: true, secrets: [secret] })).toBe(false)
  })

  it('is found beside others of its name', () => {
    const both = `broadsheet.session_token=junk; ${header(sign('abc'))}`
    expect(hasSignedSession(both, { isSecure: false, secrets: [secret] })).toBe(true)
  })

  it('is nothing that anybody can make up', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(signedToken(value, [secret])).toBeNull()
        expect(
          hasSignedSession(`broadsheet.session_token=${value}`, {
            isSecure: false,
            secrets: [secret],
          }),
        ).toBe(false)
      }),
    )
  })
})
