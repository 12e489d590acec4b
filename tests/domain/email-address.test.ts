import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  domainOf,
  mailboxOf,
  maskedAddress,
  needsSmtpUtf8,
  parseEmailAddress,
  parseSender,
} from '../../src/domain/email-address.ts'

describe('an address', () => {
  it.each([
    ['ada@example.org', 'ada@example.org'],
    ['  Ada.Lovelace+papers@Example.ORG ', 'ada.lovelace+papers@example.org'],
    ["o'neil@lab.example.co.uk", "o'neil@lab.example.co.uk"],
    ['x_1-2@xn--bcher-kva.example', 'x_1-2@xn--bcher-kva.example'],
    ['r&d@lab.example', 'r&d@lab.example'],
    ['Ann/of@lab.example', 'ann/of@lab.example'],
    ['{a|b}~`!#$%^*?=@lab.example', '{a|b}~`!#$%^*?=@lab.example'],
  ])('%s is kept as %s', (text, address) => expect(parseEmailAddress(text)).toBe(address))

  it.each([
    ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
    ['ada@BÜCHER.example', 'ada@xn--bcher-kva.example'],
    ['ada@XN--BCHER-KVA.example', 'ada@xn--bcher-kva.example'],
    ['ada@bu\u0308cher.example', 'ada@xn--bcher-kva.example'],
    ['info@пример.рф', 'info@xn--e1afmkfd.xn--p1ai'],
    ['info@xn--e1afmkfd.xn--p1ai', 'info@xn--e1afmkfd.xn--p1ai'],
    ['info@例え。テスト', 'info@xn--r8jz45g.xn--zckzah'],
  ])('in the letters of any script, %s, is the one that mail servers know', (text, address) => {
    expect(parseEmailAddress(text)).toBe(address)
    expect(needsSmtpUtf8(address)).toBe(false)
  })

  it.each([
    ['jürgen@example.org', 'jürgen@example.org'],
    ['JÜRGEN@Example.org', 'jürgen@example.org'],
    ['ju\u0308rgen@example.org', 'jürgen@example.org'],
    ['用户@例え.テスト', '用户@xn--r8jz45g.xn--zckzah'],
  ])('with such letters before the @, %s, needs a relay that takes them', (text, address) => {
    expect(parseEmailAddress(text)).toBe(address)
    expect(needsSmtpUtf8(address)).toBe(true)
  })

  it.each([
    '',
    'ada',
    '@example.org',
    'ada@',
    'ada@localhost',
    'ada@@example.org',
    'ada@example..org',
    'ada@.example.org',
    'ada@example.org.',
    'ada@-example.org',
    '.ada@example.org',
    'ada.@example.org',
    'a..da@example.org',
    'a@example.org, b@example.org',
    'a@example.org;b@example.org',
    'a@example.org b@example.org',
    'Ada <ada@example.org>',
    '"a@evil.example x"@example.org',
    '"ada"@example.org',
    'ada(comment)@example.org',
    'ada\\@example.org',
    'ada@[127.0.0.1]',
    'ada@127.0.0.1',
    'ada@0x7f.1',
    'ada@example.org:25',
    'ada@example.org/x',
    'ada@example.org?x',
    'ada@example.org#x',
    'ada@ex%61mple.org',
    'ada@exa_mple.org',
    'ada@xn--zzzzzz---.example',
    'ada@example.org\r\nBcc: evil@example.net',
    'ada\n@example.org',
    'ada\r@example.org',
    'ada\0@example.org',
    'ada@example.org\0',
    'ada@exam\u00adple\u202e.org,',
    'a\u202eda@example.org',
    'a\u200bda@example.org',
    'a\u2028da@example.org',
    'a\u00a0da@example.org',
    `${'a'.repeat(65)}@example.org`,
    `${'ü'.repeat(33)}@example.org`,
    `a@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.${'e'.repeat(63)}.org`,
    `ada@${'ü'.repeat(60)}.example`,
  ])('%j is none', (text) => expect(parseEmailAddress(text)).toBeNull())

  it('that passes is one word with one @, whatever was asked, and is kept as it is', () => {
    const noise = fc.array(
      fc.oneof(
        fc.constantFrom('a', 'B', '@', '.', '"', '<', '>', ',', '\r\n', '\0', ' ', 'example.org'),
        fc.constantFrom('ü', 'İ', 'ﬀ', '\u212a', '例', '\u0308', '\u202e', '。', 'ß', '&', "'"),
        fc.string(),
        fc.string({ unit: 'grapheme' }),
      ),
    )
    const typed = fc.oneof(
      noise.map((parts) => parts.join('')),
      fc
        .tuple(noise, noise)
        .map(([before, after]) => `${before.join('')}@${after.join('')}.example`),
    )
    fc.assert(
      fc.property(typed, (text) => {
        const address = parseEmailAddress(text)
        if (address === null) return
        expect(address).toMatch(/^[^\p{C}\p{Z}"(),:;<>@[\\\]]+@[a-z0-9.-]+$/u)
        expect(parseEmailAddress(address)).toBe(address)
      }),
      { numRuns: 5_000 },
    )
  })
})

describe('the mailbox behind an address', () => {
  it('is the same with a plus and dots, for limits', () => {
    const spellings = [
      'ada.lovelace@example.org',
      'adalovelace+x@example.org',
      'a.d.a.lovelace+1+2@example.org',
    ]
    expect(new Set(spellings.map(mailboxOf))).toEqual(new Set(['adalovelace@example.org']))
  })

  it('is another for another name or domain, and never nobody’s', () => {
    expect(mailboxOf('ada@example.org')).not.toBe(mailboxOf('bo@example.org'))
    expect(mailboxOf('ada@example.org')).not.toBe(mailboxOf('ada@example.net'))
    expect(mailboxOf('+x@example.org')).toBe('+x@example.org')
    expect(mailboxOf('ada@sub.example.org')).toBe('ada@sub.example.org')
  })
})

describe('a masked address', () => {
  it.each([
    ['tomas@uni.example', 't…s@uni.example'],
    ['to@uni.example', 't…@uni.example'],
    ['t@uni.example', 't…@uni.example'],
    ['𝒶bc@uni.example', '𝒶…c@uni.example'],
  ])('%s is %s', (address, masked) => expect(maskedAddress(address)).toBe(masked))
})

describe('a sender', () => {
  it('has a name or none', () => {
    expect(parseSender('Broadsheet <papers@example.org>')).toEqual({
      name: 'Broadsheet',
      address: 'papers@example.org',
    })
    expect(parseSender('"Papers, daily" <papers@example.org>')?.name).toBe('Papers, daily')
    expect(parseSender('papers@example.org')).toEqual({ name: '', address: 'papers@example.org' })
    expect(domainOf('papers@example.org')).toBe('example.org')
  })

  it('may live on localhost', () => {
    expect(parseSender('Broadsheet <broadsheet@localhost>')?.address).toBe('broadsheet@localhost')
  })

  it.each(['', 'Broadsheet', 'A <a@b>', 'A <a@example.org> b', 'A\n<a@example.org>'])(
    '%j is none',
    (text) => expect(parseSender(text)).toBeNull(),
  )
})
