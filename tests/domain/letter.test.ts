import { describe, expect, it } from 'vitest'
import { canArrive, mailboxOf } from '../../src/domain/letter.ts'

describe('a mailbox', () => {
  it('is one for all spellings that providers put together', () => {
    const spellings = [
      'ada.lovelace@example.org',
      'adalovelace+news@example.org',
      'ada.lovelace+a+b@example.org',
    ]
    expect(new Set(spellings.map(mailboxOf))).toEqual(new Set(['adalovelace@example.org']))
    expect(mailboxOf('ada@example.com')).not.toBe(mailboxOf('ada@example.org'))
    expect(mailboxOf('ada@example.org')).not.toBe(mailboxOf('bob@example.org'))
  })
})

describe('mail', () => {
  it.each(['ada@example.org', 'ada@uni.edu', 'a@b.co.uk'])('can arrive at %s', (email) => {
    expect(canArrive(email)).toBe(true)
  })

  it.each([
    'a@orcid.invalid',
    'a@b.test',
    'a@b.example',
    'a@b.localhost',
    'a@b.local',
    'a@localhost',
  ])('cannot arrive at %s', (email) => {
    expect(canArrive(email)).toBe(false)
  })
})
