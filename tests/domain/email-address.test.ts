import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { domainOf, parseEmailAddress, parseSender } from '../../src/domain/email-address.ts'

describe('an address', () => {
  it.each([
    ['ada@example.org', 'ada@example.org'],
    ['  Ada.Lovelace+papers@Example.ORG ', 'ada.lovelace+papers@example.org'],
    ["o'neil@lab.example.co.uk", "o'neil@lab.example.co.uk"],
    ['x_1-2@xn--bcher-kva.example', 'x_1-2@xn--bcher-kva.example'],
  ])('%s is kept as %s', (text, address) => expect(parseEmailAddress(text)).toBe(address))

  it.each([
    '',
    'ada',
    '@example.org',
    'ada@',
    'ada@localhost',
    'ada@@example.org',
    'ada@example..org',
    'a@example.org, b@example.org',
    'a@example.org;b@example.org',
    'a@example.org b@example.org',
    'Ada <ada@example.org>',
    '"a@evil.example x"@example.org',
    '"ada"@example.org',
    'ada(comment)@example.org',
    'ada\\@example.org',
    'ada@[127.0.0.1]',
    'ada@example.org\r\nBcc: evil@example.net',
    'ada\n@example.org',
    'ada\0@example.org',
    'ada@example.org\0',
    'ада@example.org',
    'ada@bücher.example',
    `${'a'.repeat(65)}@example.org`,
    `a@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.${'e'.repeat(63)}.org`,
  ])('%j is none', (text) => expect(parseEmailAddress(text)).toBeNull())

  it('that passes is one word with one @, whatever was asked', () => {
    const noise = fc.array(
      fc.oneof(
        fc.constantFrom('a', 'B', '@', '.', '"', '<', '>', ',', '\r\n', '\0', ' ', 'example.org'),
        fc.string(),
      ),
    )
    fc.assert(
      fc.property(noise, (parts) => {
        const address = parseEmailAddress(parts.join(''))
        if (address !== null) expect(address).toMatch(/^[\x21-\x7e]+$/)
        if (address !== null) expect(address.split('@')).toHaveLength(2)
      }),
      { numRuns: 2_000 },
    )
  })
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
