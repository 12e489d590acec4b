import { describe, expect, it } from 'vitest'
import { db } from '../../src/db/client.ts'
import { run } from '../support/cli.ts'
import { useDatabase } from '../support/database.ts'
import { aMember } from '../support/sign-in.ts'

const { url } = useDatabase()

const grant = (...args: string[]) => run(['job', 'grant-admin', ...args], { DATABASE_URL: url() })

describe('npm run job -- grant-admin', () => {
  it('makes a member an admin, and tells when they are one', async () => {
    const { email, handle, id } = await aMember()
    const first = await grant(email.toUpperCase())
    expect(first).toMatchObject({ code: 0, err: '' })
    expect(JSON.parse(first.out.trim().split('\n').at(-1) ?? '')).toEqual({ handle, isNew: true })
    expect((await db().member.findUniqueOrThrow({ where: { id } })).role).toBe('admin')
    expect((await grant('--email', email)).out).toContain('"isNew":false')
    expect(await db().moderationEntry.findMany({ where: { member: id } })).toHaveLength(1)
  })

  it('says what is wrong with an address', async () => {
    const missing = await grant()
    expect(missing.code).toBe(1)
    expect(missing.err).toMatch(/^Usage: npm run job -- grant-admin --email EMAIL$/m)
    const unknown = await grant('nobody@example.org')
    expect(unknown.code).toBe(1)
    expect(unknown.err).toMatch(/^No open account has that address\. Sign in with it first\.$/m)
  })
})
