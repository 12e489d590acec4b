import { describe, expect, it } from 'vitest'
import { CATEGORY_NAMES } from '../../src/domain/category-names.ts'
import {
  describeDigest,
  describeTime,
  emailSchema,
  wishesSchema,
} from '../../src/domain/subscription.ts'
import { isTimeZone } from '../../src/domain/time-zone.ts'

const given = { cadence: 'daily', topics: [], hour: '8', timeZone: 'Europe/Berlin' }
const topicsOf = (topics: string[]) => wishesSchema.safeParse({ ...given, topics }).data?.topics

describe('topics', () => {
  it('are spelt as arXiv does, each once, in order', () => {
    expect(topicsOf(['CS.ro', 'cs.CL', 'cs.cl', 'COND-MAT.Mes-Hall', 'Quant-Ph'])).toEqual([
      'cond-mat.mes-hall',
      'cs.CL',
      'cs.RO',
      'quant-ph',
    ])
  })

  it.each([
    'cs',
    'math',
    'stat',
    'learning',
    'cs.XX',
    'robots!',
    'cs.',
    '.CL',
    'cs.CL x',
    '',
    'a@b',
  ])('are not %j, in which no paper can be', (topic) => expect(topicsOf([topic])).toBeUndefined())

  it('are at most twenty', () => {
    const many = Object.keys(CATEGORY_NAMES).slice(0, 21)
    expect(topicsOf(many.slice(0, 20))).toHaveLength(20)
    expect(topicsOf(many)).toBeUndefined()
  })
})

describe('other wishes', () => {
  it.each([
    { cadence: 'hourly' },
    { hour: 24 },
    { hour: -1 },
    { hour: 8.5 },
    { hour: 'noon' },
    { timeZone: 'Mars/Olympus' },
    { timeZone: '+02:00' },
    { timeZone: '' },
  ])('are refused: %j', (wrong) => {
    expect(wishesSchema.safeParse({ ...given, ...wrong }).success).toBe(false)
  })

  it('name a time zone by its name', () => {
    for (const zone of [
      'UTC',
      'Etc/UTC',
      'Asia/Kolkata',
      'Asia/Calcutta',
      'America/Port-au-Prince',
    ])
      expect([zone, isTimeZone(zone)]).toEqual([zone, true])
  })
})

it('an address is one address', () => {
  expect(emailSchema.parse(' Ada@Example.ORG ')).toBe('ada@example.org')
  for (const text of ['', 'ada', 'a@b.org,c@d.org', 'a@b.org\r\nBcc: c@d.org', '"a b"@c.org'])
    expect([text, emailSchema.safeParse(text).success]).toEqual([text, false])
})

it('is told in words that fit in a sentence', () => {
  const wishes = { cadence: 'daily' as const, topics: [], hour: 8, timeZone: 'America/New_York' }
  expect(describeDigest(wishes)).toBe('the daily digest')
  expect(describeTime(wishes)).toBe('every day at 08:00 (America/New York)')
  const weekly = { ...wishes, cadence: 'weekly' as const, topics: ['cs.CL', 'cs.RO', 'hep-th'] }
  expect(describeDigest(weekly)).toBe('the weekly digest of papers in cs.CL, cs.RO and hep-th')
  expect(describeTime(weekly)).toBe('every Monday at 08:00 (America/New York)')
})
