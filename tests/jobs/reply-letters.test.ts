import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../src/db/client.ts'
import { deleteComment, postComment } from '../../src/db/comments/comment-writes.ts'
import { memberIn, stopReplies } from '../../src/db/comments/reply-mail.ts'
import { env } from '../../src/env.ts'
import { sendLetters } from '../../src/jobs/send-letters.ts'
import { readMail } from '../../src/mail/read-mail.ts'
import { given, idOf } from '../db/given-papers.ts'
import { run } from '../support/cli.ts'
import { at } from '../support/clock.ts'
import { useDatabase } from '../support/database.ts'
import { useSmtpSink } from '../support/mail-settings.ts'
import { aDraft } from '../support/papers.ts'
import { aMemberRow } from '../support/sign-in.ts'
import { TEST_SECRET } from '../support/subscribers.ts'

const { query, url } = useDatabase()
const sink = useSmtpSink()

const PAPER = aDraft({ title: 'On $x^2$' })
const NOW = new Date('2026-02-10T12:00:00Z')

let [writer, answerer] = ['', '']
let keys = 0

async function post(memberId: string, parentId: number | null, body = 'A reply.'): Promise<number> {
  const ask = { paperId: idOf(PAPER), formKey: `key ${++keys}`, now: NOW }
  const made = await postComment({ ...ask, memberId, parentId, body })
  if (made === null || made === 'no-parent') throw new Error('not posted')
  return made.id
}
const waiting = () => query('select comment_id from letters')

beforeAll(async () => {
  await given(PAPER)
  writer = await aMemberRow()
  answerer = await aMemberRow()
})
afterEach(async () => {
  sink.taken().splice(0)
  await query('truncate deliveries, letters cascade')
})

describe('a reply', () => {
  it('is mailed once to the member whom it answers, with the way to it', async () => {
    const id = await post(answerer, await post(writer, null))
    expect(await sendLetters(at(NOW))).toMatchObject({ sent: 1 })
    expect(await sendLetters(at(NOW))).toMatchObject({ sent: 0 })
    const [mail, ...more] = sink.taken()
    expect(more).toEqual([])
    expect(mail?.to).toEqual([`${writer}@example.org`])
    const read = await readMail(mail?.bytes ?? Buffer.alloc(0))
    expect(read.subject).toBe(`@${answerer} replied to you on “On x²”`)
    expect(read.text).toContain('“A reply.”')
    expect(read.links).toContain(`${env().SITE_URL}/papers/${idOf(PAPER)}#comment-${id}`)
  })

  it('can be told, by one click, to be the last', async () => {
    const first = await post(writer, null)
    await post(answerer, first)
    await sendLetters(at(NOW))
    const bytes = sink.taken()[0]?.bytes.toString() ?? ''
    const unfolded = bytes.replace(/\r\n(?= )/g, '')
    const token = /^List-Unsubscribe: <http\S+\/api\/replies\/(\S+)>\r$/m.exec(unfolded)?.[1] ?? ''
    expect(unfolded).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
    expect(await memberIn(token)).toBe(writer)
    for (const wrong of [`${token}x`, token.replace(writer, answerer), 'x.y', ''])
      expect([wrong, await memberIn(wrong)]).toEqual([wrong, null])
    await post(answerer, first)
    await stopReplies(token)
    await post(answerer, first)
    expect(await sendLetters(at(NOW))).toMatchObject({ sent: 0, cancelled: 1 })
    await db().member.update({ where: { id: writer }, data: { wantsReplyMail: true } })
  })

  it('is not mailed to oneself, nor where mail is not wanted or cannot come', async () => {
    for (const changes of [
      { wantsReplyMail: false },
      { bannedAt: NOW },
      { email: 'orcid-1@members.invalid' },
    ]) {
      const id = await aMemberRow()
      const comment = await post(id, null)
      await db().member.update({ where: { id }, data: changes })
      await post(answerer, comment)
    }
    await post(writer, await post(writer, null))
    await post(answerer, null)
    expect(await waiting()).toEqual([])
  })

  it('is not mailed when it, or the wish to hear of it, is gone by then', async () => {
    const first = await post(writer, null)
    const deleted = await post(answerer, first)
    await deleteComment({ id: deleted, memberId: answerer, now: NOW })
    const removed = await post(answerer, first)
    await query("update comments set removed_at = now(), removed_reason = 'x' where id = $1", [
      removed,
    ])
    const other = await aMemberRow()
    await post(answerer, await post(other, null))
    await db().member.update({ where: { id: other }, data: { wantsReplyMail: false } })
    expect(await waiting()).toHaveLength(3)
    expect(await sendLetters(at(NOW))).toMatchObject({ sent: 0, cancelled: 3 })
    expect(await waiting()).toEqual([])
    expect(sink.taken()).toEqual([])
  })
})

describe('several at once', () => {
  it('share the notices as processes of their own', { timeout: 180_000 }, async () => {
    const first = await post(writer, null)
    for (let made = 0; made < 12; made++) await post(answerer, first, `Reply ${made}`)
    const settings = { DATABASE_URL: url(), SMTP_URL: sink.url(), AUTH_SECRET: TEST_SECRET }
    const job = () => run(['job', 'send-letters', '--now', NOW.toISOString()], settings)
    const ended = await Promise.all([job(), job()])
    expect(ended.map(({ code }) => code)).toEqual([0, 0])
    const reports = ended.map(({ out }) => JSON.parse(out.trim().split('\n').at(-1) ?? ''))
    expect(reports.reduce((sum, { sent }) => sum + sent, 0)).toBe(12)
    expect(sink.taken()).toHaveLength(12)
  })
})
