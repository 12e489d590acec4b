import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../src/db/client.ts'
import { deleteAccount } from '../../../src/db/members/accounts.ts'
import { isFreeHandle, makeUpHandle } from '../../../src/db/members/handles.ts'
import { changeProfile } from '../../../src/db/members/members.ts'
import { listActs } from '../../../src/db/members/moderation.ts'
import { banMember, changeRole } from '../../../src/db/members/roles.ts'
import { parseHandle } from '../../../src/domain/member.ts'
import { signInWithoutMail } from '../../../src/session/sign-in-without-mail.ts'
import { useDatabase } from '../../support/database.ts'
import { aMemberRow } from '../../support/sign-in.ts'

useDatabase()

const NOW = new Date('2026-02-09T12:00:00Z')
const DAY_MS = 86_400_000
const inDays = (days: number) => new Date(NOW.getTime() + days * DAY_MS)
const handleOf = async (id: string) => (await db().member.findUnique({ where: { id } }))?.handle
const take = (id: string, handle: string, at = NOW) => changeProfile(id, { handle }, at)

beforeEach(async () => {
  await db().member.deleteMany()
  await db().restingHandle.deleteMany()
  await db().$executeRaw`truncate moderation_log`
})

describe('a handle that is made up', () => {
  it('can be one, says nothing, and is another each time', async () => {
    const made = await Promise.all(Array.from({ length: 20 }, () => makeUpHandle(db())))
    for (const handle of made) {
      expect(handle).toMatch(/^reader-[2-9b-z]{5}$/)
      expect(parseHandle(handle)).toBe(handle)
    }
    expect(new Set(made).size).toBe(20)
  })
})

describe('a handle that is given up', () => {
  it('rests for a year, for its member alone to take back', async () => {
    const [first, second] = [await aMemberRow(), await aMemberRow()]
    expect(await take(first, 'ada')).toBe('changed')
    expect(await take(first, 'ada-two')).toBe('changed')
    expect(await take(second, 'ada', inDays(364))).toBe('taken')
    expect(await isFreeHandle('ada', second, inDays(364))).toBe(false)
    expect(await handleOf(second)).toBe(second)
    expect(await isFreeHandle('ada', first, inDays(1))).toBe(true)
    expect(await take(first, 'ada', inDays(1))).toBe('changed')
    expect(await take(second, 'ada-two', inDays(2))).toBe('taken')
    expect(await take(second, 'ada-two', inDays(367))).toBe('changed')
  })

  it('rests as well when its account is gone', async () => {
    const [first, second] = [await aMemberRow(), await aMemberRow()]
    await take(first, 'ada')
    await take(first, 'bea')
    await deleteAccount(first, NOW)
    for (const handle of ['ada', 'bea']) {
      expect(await take(second, handle, inDays(300))).toBe('taken')
      expect(await take(second, handle, inDays(366))).toBe('changed')
    }
  })

  it('is not to be had in the moment of giving it up either', async () => {
    for (let round = 0; round < 10; round++) {
      const [owner, thief] = [await aMemberRow(), await aMemberRow()]
      const wanted = `wanted-${round}`
      await take(owner, wanted)
      const [, stolen] = await Promise.all([take(owner, `left-${round}`), take(thief, wanted)])
      expect(stolen).toBe('taken')
      expect(await handleOf(owner)).toBe(`left-${round}`)
    }
  })

  it('can be swapped by nobody, though both try at once', async () => {
    const [first, second] = [await aMemberRow(), await aMemberRow()]
    await take(first, 'ada')
    await take(second, 'bea')
    const both = await Promise.all([take(first, 'bea'), take(second, 'ada')])
    expect(both).toEqual(['taken', 'taken'])
    expect([await handleOf(first), await handleOf(second)]).toEqual(['ada', 'bea'])
  })
})

describe('the log', () => {
  it('names people as they are called today, and the gone not at all', async () => {
    const [curator, member] = [await aMemberRow(), await aMemberRow()]
    await take(curator, 'old-name')
    await banMember(member, 'Sells votes', { actor: curator, now: NOW })
    await take(curator, 'new-name')
    expect(await listActs(null, 9)).toMatchObject([
      { act: 'ban', actorHandle: 'new-name', memberHandle: member },
    ])
    await deleteAccount(member, NOW)
    await deleteAccount(curator, NOW)
    const heir = await aMemberRow()
    expect(await take(heir, 'new-name', inDays(400))).toBe('changed')
    const [entry] = await listActs(null, 9)
    expect(entry).toMatchObject({ actorHandle: null, memberHandle: null })
    expect(JSON.stringify(entry)).not.toContain('-name')
  })

  it('holds the operator’s admins, once', async () => {
    const { env } = await import('../../../src/env.ts')
    process.env.AUTH_SECRET ??= 'x'.repeat(40)
    env().ADMIN_EMAILS = ['chief@example.org']
    for (let time = 0; time < 2; time++) await signInWithoutMail('chief@example.org', 'admin')
    env().ADMIN_EMAILS = []
    const { id } = await db().member.findUniqueOrThrow({ where: { email: 'chief@example.org' } })
    expect(await listActs(null, 9)).toMatchObject([
      { act: 'grant-role', actor: 'system', member: id, detail: 'admin' },
    ])
  })

  it('holds what the command line grants', async () => {
    const id = await aMemberRow()
    await changeRole(id, 'curator', { actor: 'system', now: NOW })
    expect(await listActs(null, 9)).toMatchObject([{ act: 'grant-role', member: id }])
  })
})
