import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCursor, writeCursor } from '../../src/domain/cursor.ts'

const key = fc.oneof(
  fc.integer({ min: 0 }).map(String),
  fc.integer({ min: -2_000_000_000, max: 2_000_000_000 }).map((n) => (n / 1e6).toFixed(6)),
  fc.constantFrom('-Infinity', ''),
)
const moment = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString())
const cursor = fc.tuple(
  key,
  moment,
  fc.integer({ min: 0, max: 100_000 }),
  fc.constantFrom('2510.13312', 'math/0611800', 'a-paper-2026'),
)
const written = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const AT = '2026-02-09T01:00:00.000Z'

describe('a cursor', () => {
  it('comes back as it was written', () => {
    fc.assert(
      fc.property(cursor, (one) => {
        expect(parseCursor(writeCursor(one))).toEqual(one)
      }),
    )
  })

  it('needs no escaping in an address', () => {
    fc.assert(
      fc.property(cursor, (one) => {
        const text = writeCursor(one)
        expect(encodeURIComponent(text)).toBe(text)
      }),
    )
  })

  it.each([
    ['nothing', ''],
    ['a word', 'junk'],
    ['markup', '<script>alert(1)</script>'],
    ['broken base64', '%%%'],
    ['no list', written({ key: '1' })],
    ['null', written(null)],
    ['too few parts', written(['1', AT, 0])],
    ['too many parts', written(['1', AT, 0, 'a', 'b'])],
    ['a number for a key', written([1, AT, 0, 'a'])],
    ['SQL for a key', written(['1; drop table papers', AT, 0, 'a'])],
    ['NaN for a key', written(['NaN', AT, 0, 'a'])],
    ['Infinity for a key', written(['Infinity', AT, 0, 'a'])],
    ['an exponent for a key', written(['1e9', AT, 0, 'a'])],
    ['a date for a moment', written(['1', '2026-02-09', 0, 'a'])],
    ['an impossible moment', written(['1', '2026-02-30T01:00:00.000Z', 0, 'a'])],
    ['a fraction for a place', written(['1', AT, 0.5, 'a'])],
    ['a negative place', written(['1', AT, -1, 'a'])],
    ['an empty id', written(['1', AT, 0, ''])],
    ['an endless id', written(['1', AT, 0, 'a'.repeat(201)])],
    ['a cursor cut short', writeCursor(['1', AT, 0, 'a-paper']).slice(0, -4)],
  ])('is not %s', (_name, text) => expect(parseCursor(text)).toBeNull())

  it('is nothing in random text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseCursor(text)).toBeNull()
      }),
    )
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(parseCursor(Buffer.from(json).toString('base64url'))).toBeNull()
      }),
    )
  })
})
