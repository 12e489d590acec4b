import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../src/db/client.ts'
import { deleteComment, postComment } from '../../src/db/comment-writes.ts'
import { MOST_ATTEMPTS } from '../../src/db/reply-notices.ts'
import { env } from '../../src/env.ts'
import { JOBS } from '../../src/jobs/schedule.ts'
import { sendReplyNotices } from '../../src/jobs/send-reply-notices.ts'
import { readMail } from '../../src/mail/read-mail.ts'
import { closeMail } from '../../src/mail/transport.ts'
import { given, idOf } from '../db/given-papers.ts'
import { run } from '../support/cli.ts'
import { at } from '../support/clock.ts'
import { useDatabase } from '../support/database.ts'
import { aDraft } from '../support/papers.ts'
import { aMemberRow } from '../support/sign-in.ts'
import { openSmtpSink, type SmtpSink } from '../support/smtp-sink.ts'

const { query, url } = useDatabase()

const PAPER = aDraft({ title: 'On $x^2$' })
const NOW = new Date('2026-02-10T12:00:00Z')
const minutes = (count: number) => new Date(NOW.getTime() + count * 60_000)
const NOTHING = { sent: 0, skipped: 0, failed: 0, givenUp: 0 }

let sink: SmtpSink
let [writer, answerer] = ['', '']
let keys = 0

async function post(memberId: string, parentId: number | null, body = 'A reply.'): Promise<number> {
  const ask = { paperId: idOf(PAPER), formKey: `key ${++keys}`, now: NOW }
  const made = await postComment({ ...ask, memberId, parentId, body })
  if (made === null || made === 'no-parent') throw new Error('not posted')
  return made.id
}
const waiting = () => query('select comment_id from reply_notices where sent_at is null')
/** Nobody listens there. */
const closeRelay = () => {
  closeMail()
  env().SMTP_URL = 'smtp://127.0.0.1:9'
}
const openRelay = () => {
  closeMail()
  env().SMTP_URL = sink.url
}

beforeAll(async () => {
  sink = await openSmtpSink()
  env().SMTP_URL = sink.url
  await given(PAPER)
  writer = await aMemberRow()
  answerer = await aMemberRow()
})
afterEach(async () => {
  openRelay()
  sink.taken.splice(0)
  await query('delete from reply_notices')
})
afterAll(async () => {
  closeMail()
  await sink.close()
})

describe('a reply', () => {
  it('is mailed once to the member whom it answers, with the way to it', async () => {
    const id = await post(answerer, await post(writer, null))
    expect(await JOBS['send-reply-notices']?.run(at(NOW))).toEqual({ ...NOTHING, sent: 1 })
    expect(await sendReplyNotices(minutes(20))).toEqual(NOTHING)
    const [mail, ...more] = sink.taken
    expect(more).toEqual([])
    expect(mail?.to).toEqual([`${writer}@example.org`])
    const read = await readMail(mail?.bytes ?? Buffer.alloc(0))
    expect(read.subject).toBe(`@${answerer} replied to you on “On x²”`)
    expect(read.text).toContain('“A reply.”')
    expect(read.links).toContain(`${env().SITE_URL}/papers/${idOf(PAPER)}#comment-${id}`)
  })

  it('is not mailed to oneself, nor where mail is not wanted or cannot come', async () => {
    const members = [writer]
    for (const changes of [
      { wantsReplyMail: false },
      { bannedAt: NOW },
      { email: 'orcid-1@members.invalid' },
    ]) {
      const id = await aMemberRow()
      members.push(id)
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
    expect(await sendReplyNotices(NOW)).toEqual({ ...NOTHING, skipped: 3 })
    expect(await waiting()).toEqual([])
    expect(sink.taken).toEqual([])
  })
})

describe('where the relay is away', () => {
  it('a notice comes again, later and later, and is given up after some days', async () => {
    await post(answerer, await post(writer, null))
    closeRelay()
    const waits: number[] = []
    let now = NOW
    for (let attempt = 1; attempt < MOST_ATTEMPTS; attempt++) {
      expect(await sendReplyNotices(now)).toEqual({ ...NOTHING, failed: 1 })
      expect(await sendReplyNotices(now)).toEqual(NOTHING)
      const [row] = await query<{ next_attempt_at: Date }>(
        'select next_attempt_at from reply_notices',
      )
      const next = row?.next_attempt_at ?? now
      waits.push((next.getTime() - now.getTime()) / 60_000)
      now = next
    }
    expect(waits).toEqual(waits.toSorted((a, b) => a - b))
    expect(waits[0]).toBe(10)
    expect(now.getTime() - NOW.getTime()).toBeGreaterThan(36 * 3_600_000)
    expect(await sendReplyNotices(now)).toEqual({ ...NOTHING, givenUp: 1 })
    expect(await query('select from reply_notices')).toEqual([])
  })

  it('nothing is lost: it is sent when the relay is back', async () => {
    const first = await post(writer, null)
    for (let made = 0; made < 7; made++) await post(answerer, first)
    closeRelay()
    expect((await sendReplyNotices(NOW)).sent).toBe(0)
    openRelay()
    const sent = [await sendReplyNotices(minutes(1)), await sendReplyNotices(minutes(30))]
    expect(sent.reduce((sum, report) => sum + report.sent, 0)).toBe(7)
    expect(sink.taken).toHaveLength(7)
  })
})

describe('several at once', () => {
  it('share the notices: each is mailed once', async () => {
    const first = await post(writer, null)
    for (let made = 0; made < 20; made++) await post(answerer, first, `Reply ${made}`)
    const reports = await Promise.all(Array.from({ length: 5 }, () => sendReplyNotices(NOW)))
    expect(reports.reduce((sum, { sent }) => sum + sent, 0)).toBe(20)
    const texts = await Promise.all(
      sink.taken.map(async ({ bytes }) => (await readMail(bytes)).text),
    )
    expect(new Set(texts).size).toBe(20)
    expect(texts).toHaveLength(20)
  })

  it('do so as processes of their own', { timeout: 180_000 }, async () => {
    const first = await post(writer, null)
    for (let made = 0; made < 12; made++) await post(answerer, first, `Reply ${made}`)
    const job = () =>
      run(['job', 'send-reply-notices'], { DATABASE_URL: url(), SMTP_URL: sink.url })
    const ended = await Promise.all([job(), job()])
    expect(ended.map(({ code }) => code)).toEqual([0, 0])
    const reports = ended.map(({ out }) => JSON.parse(out.trim().split('\n').at(-1) ?? ''))
    expect(reports.reduce((sum, { sent }) => sum + sent, 0)).toBe(12)
    expect(sink.taken).toHaveLength(12)
  })
})
