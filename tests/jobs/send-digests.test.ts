import PostalMime from 'postal-mime'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { unsubscribe } from '../../src/db/subscriptions/subscriptions.ts'
import { sendDigests } from '../../src/jobs/send-digests.ts'
import { given } from '../db/given-papers.ts'
import { at } from '../support/clock.ts'
import { useDatabase } from '../support/database.ts'
import { useSmtpSink } from '../support/mail-settings.ts'
import { aDraft } from '../support/papers.ts'
import { aSubscriber, manySubscribers } from '../support/subscribers.ts'

// Monday's edition opened on Sunday evening; in New York it is 8:30 on Monday.
const MONDAY = new Date('2026-02-09T13:30:00Z')
const database = useDatabase()
const sink = useSmtpSink()

const listedOn = (date: string) => ({ listings: [{ date, listedAt: null }] })
const nothing = { planned: 0, sent: 0, remaining: 0, paused: null }
const addresses = () =>
  sink
    .taken()
    .map(({ to }) => to.join())
    .sort()
const statuses = () =>
  database.query<{ status: string; count: number }>(
    'select status, count(*)::int as count from deliveries group by status order by status',
  )

beforeAll(async () => {
  await given(
    aDraft({ title: 'The most voted', votes: 9, ...listedOn('2026-02-09') }),
    aDraft({ title: 'In robotics', categories: ['cs.RO'], votes: 3, ...listedOn('2026-02-09') }),
    aDraft({ title: 'Withdrawn', withdrawn: true, votes: 99, ...listedOn('2026-02-09') }),
    aDraft({ title: 'Of last week', votes: 50, ...listedOn('2026-02-05') }),
  )
})
beforeEach(async () => {
  sink.taken().length = 0
  await database.query('truncate subscriptions, deliveries, digests cascade')
})

describe('a daily digest', () => {
  it('goes once to each subscriber whose hour has come', async () => {
    await aSubscriber({ email: 'now@example.org' })
    await aSubscriber({ email: 'later@example.org', hour: 9 })
    expect(await sendDigests(at(MONDAY))).toMatchObject({
      digests: 1,
      planned: 1,
      sent: 1,
      remaining: 0,
    })
    expect(addresses()).toEqual(['now@example.org'])
    expect(await sendDigests(at(MONDAY))).toMatchObject(nothing)
    const atNine = new Date('2026-02-09T14:00:00Z')
    expect(await sendDigests(at(atNine))).toMatchObject({ planned: 1, sent: 1 })
    expect(addresses()).toEqual(['later@example.org', 'now@example.org'])
  })

  it('holds the edition’s papers by fresh votes, without withdrawn ones and those of other days', async () => {
    await aSubscriber()
    await sendDigests(at(MONDAY))
    const { text = '', html = '', subject } = await PostalMime.parse(sink.taken()[0]?.bytes ?? '')
    expect(subject).toBe('The most voted · 1 more paper')
    const titles = [...text.matchAll(/^\d+\. (.+)$/gm)].map(([, title]) => title)
    expect(titles).toEqual(['The most voted', 'In robotics'])
    for (const title of titles) expect(html).toContain(title)
    expect(html).not.toMatch(/Withdrawn|Of last week/)
  })

  it('is made of the topics asked for, and not sent where it would be empty', async () => {
    await aSubscriber({ email: 'robots@example.org', topics: ['cs.RO'] })
    await aSubscriber({ email: 'nothing@example.org', topics: ['math.CO'] })
    expect(await sendDigests(at(MONDAY))).toMatchObject({ digests: 1, planned: 1, sent: 1 })
    expect(addresses()).toEqual(['robots@example.org'])
    const { text = '' } = await PostalMime.parse(sink.taken()[0]?.bytes ?? '')
    expect(text).toMatch(/^1\. In robotics$/m)
    expect(text).not.toContain('The most voted')
  })

  it('is not sent more than twelve hours late', async () => {
    await aSubscriber()
    expect(await sendDigests(at(new Date('2026-02-10T01:00:01Z')))).toMatchObject({ planned: 0 })
  })

  it('is frozen: what is planned later for the same window has the same words', async () => {
    await manySubscribers(2)
    const [late] = await database.query<{ email: string }>(
      "update subscriptions set status = 'unsubscribed' where email like 'reader-1@%' returning email",
    )
    await sendDigests(at(MONDAY))
    await given(aDraft({ title: 'Came later', votes: 999, ...listedOn('2026-02-09') }))
    await database.query(
      "update papers set news_at = '2026-02-06T01:00:00Z' where title = 'Came later'",
    )
    await database.query("update subscriptions set status = 'confirmed' where email = $1", [
      late?.email,
    ])
    await sendDigests(at(new Date('2026-02-09T14:30:00Z')))
    const texts = await Promise.all(
      sink.taken().map(async ({ bytes }) => (await PostalMime.parse(bytes)).text ?? ''),
    )
    const bodies = texts.map((text) => text.replace(/Unsubscribe: .*/, ''))
    expect(bodies).toHaveLength(2)
    expect(bodies[0]).toBe(bodies[1])
    expect(texts[0]).not.toBe(texts[1])
    await database.query("delete from papers where title = 'Came later'")
    await database.query('update papers set news_at = null')
  })
})

describe('a weekly digest', () => {
  it('holds the week before and comes on Monday only', async () => {
    await aSubscriber({ cadence: 'weekly' })
    expect(await sendDigests(at(MONDAY))).toMatchObject({ planned: 1, sent: 1 })
    const { text = '' } = await PostalMime.parse(sink.taken()[0]?.bytes ?? '')
    expect(text).toContain('2–8 February 2026')
    expect(text).toContain('Of last week')
    expect(text).not.toContain('The most voted')
    for (const day of [10, 11, 12, 13, 14, 15])
      expect(await sendDigests(at(new Date(`2026-02-${day}T13:30:00Z`)))).toMatchObject(nothing)
  })
})

describe('who must not be mailed', () => {
  it('has not confirmed, has unsubscribed, or left between plan and send', async () => {
    const { id } = await aSubscriber({ email: 'gone@example.org' })
    await database.query(
      `insert into subscriptions (email, email_hmac, cadence, hour, time_zone, created_at)
       values ('pending@example.org', 'x', 'daily', 8, 'America/New_York', now())`,
    )
    await database.query("update subscriptions set status = 'unsubscribed' where id = $1", [id])
    expect(await sendDigests(at(MONDAY))).toMatchObject(nothing)
  })

  it('unsubscribes by the link in the mail, for good', async () => {
    await aSubscriber()
    await sendDigests(at(MONDAY))
    const { text = '' } = await PostalMime.parse(sink.taken()[0]?.bytes ?? '')
    const token = /\/api\/u\/(\S+)/.exec(text)?.[1] ?? ''
    expect(await unsubscribe(token, MONDAY)).not.toBeNull()
    await given(aDraft(listedOn('2026-02-10')))
    expect(await sendDigests(at(new Date('2026-02-10T13:30:00Z')))).toMatchObject(nothing)
    expect(await statuses()).toEqual([{ status: 'sent', count: 1 }])
  })
})
