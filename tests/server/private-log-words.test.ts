import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { db } from '../../src/db/client.ts'
import { tellable } from '../../src/server/private-log.mjs'
import { useDatabase } from '../support/database.ts'

const database = useDatabase()
const ADDRESS = 'whistler.jones@lab.example.org'
const WORDS = 'Quixotic marmalade'
const said = (value: unknown) => String(tellable(value))
const thrownBy = (work: Promise<unknown>): Promise<Error> =>
  work.then(
    () => new Error('nothing was thrown'),
    (error) => error,
  )

describe('a text', () => {
  it.each([
    [`no such user <${ADDRESS}>`, 'no such user <‹address›>'],
    ['550 info@пример.рф unknown', '550 ‹address› unknown'],
    ['GET /sign-in/link?token=abc&next=%2F failed', 'GET /sign-in/link?token=…&next=… failed'],
    ['Received "tOkenThatNobodyMaySeeInAnyLogOfOurs".', 'Received "‹…›".'],
    ['smtp://user:pass@relay.example.org:587', 'smtp://user:‹address›:587'],
    [
      'Broadsheet is ready at http://localhost:3000',
      'Broadsheet is ready at http://localhost:3000',
    ],
    ['Port 3000 is in use.', 'Port 3000 is in use.'],
  ])('%s is told as %s', (given, told) => {
    expect(said(given)).toBe(told)
  })
})

describe('an error', () => {
  it('is told with its kind, code, words and place', () => {
    const error = Object.assign(new TypeError('fetch failed'), { code: 'ECONNREFUSED' })
    expect(said(error)).toMatch(/^TypeError \(ECONNREFUSED\): fetch failed\n\s+at /)
  })

  it('tells its causes, and not what else is pinned to it', () => {
    const cause = Object.assign(new Error('550 refused'), { code: 'EENVELOPE', recipient: ADDRESS })
    const error = Object.assign(new Error('not sent', { cause }), { rejected: [ADDRESS], WORDS })
    expect(said(error)).toContain('because of Error (EENVELOPE): 550 refused')
    expect(said(error)).not.toContain('whistler')
    expect(said(error)).not.toContain('Quixotic')
  })

  it('of JSON that is none does not quote it', () => {
    let error: unknown
    try {
      JSON.parse(WORDS)
    } catch (thrown) {
      error = thrown
    }
    expect(said(error)).not.toContain('Quix')
  })

  it('of Postgres tells values nowhere, and names of tables where they say what is wrong', async () => {
    const client = new pg.Client(database.url())
    await client.connect()
    const fails = async (sql: string, values: unknown[]) =>
      said(await thrownBy(client.query(sql, values)))
    const member = 'insert into members (id, email, handle) values ($1, $2, $3)'
    await client.query(member, ['one', ADDRESS, 'one'])
    const double = await fails(member, ['two', ADDRESS, 'two'])
    expect(double).toContain('members_email_key')
    const check = await fails(member, ['two', 'UPPER@example.org', WORDS])
    const type = await fails('select $1::int', [WORDS])
    const missing = await fails('select * from nowhere where x = $1', [WORDS])
    expect(missing).toContain('relation "nowhere" does not exist')
    for (const text of [double, check, type, missing])
      expect(text).not.toMatch(/whistler|UPPER|Quixotic/)
    await client.end()
  })

  it('of Prisma tells no argument', async () => {
    const row = { id: 'three', email: ADDRESS, handle: 'three' }
    const errors = [
      await thrownBy(db().member.create({ data: row })),
      await thrownBy(db().member.create({ data: { ...row, role: WORDS, email: 'b@example.org' } })),
      await thrownBy(db().member.create({ data: { ...row, name: 7 as unknown as string } })),
      await thrownBy(db().$queryRaw`select ${WORDS}::int`),
      await thrownBy(db().$queryRaw`select * from nowhere where x = ${WORDS}`),
    ]
    for (const error of errors) {
      expect(said(error)).toMatch(/^Prisma/)
      expect(said(error)).not.toMatch(/whistler|Quixotic/)
    }
    expect(said(errors[0])).toContain('P2002')
    expect(said(errors[4])).toContain('42P01')
  })
})

describe('any other value', () => {
  it('is told by its names alone', () => {
    expect(said({ state: 'secret', email: ADDRESS })).toBe('{ state, email }')
    expect(said(['a', 'b'])).toBe('{ 0, 1 }')
    expect(tellable(7)).toBe(7)
    expect(tellable(null)).toBeNull()
  })
})
