import { beforeEach, describe, expect, it } from 'vitest'
import { dropHeldMail } from '../../src/db/digests/digest-desk.ts'
import { listPaper } from '../../src/db/editions/curation.ts'
import { unsubscribeToken } from '../../src/db/subscriptions/mail-secrets.ts'
import {
  changeSubscription,
  confirmSubscription,
  subscribe,
  unsubscribe,
} from '../../src/db/subscriptions/subscriptions.ts'
import { opening } from '../../src/domain/digest-turn.ts'
import { addDays, isEditionDay } from '../../src/domain/edition.ts'
import { OPERATOR } from '../../src/domain/moderation.ts'
import { env } from '../../src/env.ts'
import { planDigests } from '../../src/jobs/plan-digests.ts'
import { given, idOf } from '../db/given-papers.ts'
import { useDatabase } from '../support/database.ts'
import { aDraft, NEW_YORK } from '../support/papers.ts'
import { aSubscriber, TEST_SECRET, WISHES } from '../support/subscribers.ts'

const database = useDatabase()
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const STEP_MS = 15 * MINUTE_MS

type Mail = {
  email: string
  date: string
  due: Date
  first: boolean
  from: Date
  to: Date
  ids: string[]
  subject: string
}

/** Papers listed on a date, of which each is news so many minutes after the edition opened. */
async function listed(date: string, minutes: number[], more: Parameters<typeof aDraft>[0] = {}) {
  const drafts = minutes.map(() => aDraft({ listings: [{ date, listedAt: null }], ...more }))
  await given(...drafts)
  for (const [index, draft] of drafts.entries()) {
    const at = opening(date, NEW_YORK).getTime() + (minutes[index] ?? 0) * MINUTE_MS
    await isNewsAt(idOf(draft), new Date(at))
  }
  return drafts.map(idOf)
}

/** The database's clock dates news; the days played here lie elsewhere. */
async function isNewsAt(id: string, at: Date | null) {
  await database.query(
    'update papers set first_listed_at = coalesce($2, first_listed_at), news_at = $2 where id = $1',
    [id, at],
  )
}

/** Plans every hour, or as often as `stepMs` says, and lets the relay take all that is queued. */
async function live(from: string, to: string, stepMs = HOUR_MS) {
  for (let at = Date.parse(from); at < Date.parse(to); at += stepMs) await plan(new Date(at))
}
async function plan(now: Date) {
  const planned = await planDigests(now)
  expect(planned.errors).toEqual([])
  await database.query(
    `update deliveries set status = 'sent', sent_at = $1 where status = 'queued'`,
    [now],
  )
  return planned
}
function mailsTo(email = '%') {
  return database.query<Mail>(
    `select s.email, d.local_date::text as date, d.due_at as due, d.is_first as first,
      g.window_from as from, g.window_to as to, g.paper_ids as ids, g.subject
     from deliveries d join digests g on g.id = d.digest_id join subscriptions s on s.id = d.subscription_id
     where s.email like $1 and d.status not in ('expired', 'failed', 'cancelled') order by d.due_at`,
    [email],
  )
}
const datesOf = (mails: Mail[]) => mails.map(({ date }) => date)
const idsOf = (mails: Mail[]) => mails.flatMap(({ ids }) => ids).sort()
const subscribeAt = (now: string, wishes = {}, email = 'ada@example.org') =>
  aSubscriber({ email, now: new Date(now), ...wishes })

beforeEach(async () => {
  Object.assign(env(), { AUTH_SECRET: TEST_SECRET, LIMITS: 'off' })
  await database.query('truncate subscriptions, deliveries, digests, papers cascade')
})

describe('fifteen days in nine zones and at five hours', () => {
  const ZONES = [
    'Pacific/Auckland',
    'Asia/Tokyo',
    'Asia/Kathmandu',
    'Europe/Berlin',
    'Etc/UTC',
    'America/Sao_Paulo',
    'America/New_York',
    'America/Los_Angeles',
    'Pacific/Honolulu',
  ]
  const HOURS = [0, 7, 8, 18, 23]

  it('each mail comes at its hour, and each paper of an audience in exactly one', async () => {
    // Over the change of the clocks in New York; lists fill over hours, some papers come days later.
    const days = Array.from({ length: 20 }, (_, n) => addDays('2026-02-26', n)).filter(isEditionDay)
    const spread = [-90, 0, 0, 20, 95, 200, 330, 500, 720, 1_500]
    for (const day of days) await listed(day, spread)
    for (const day of days) await listed(day, [-60, 300, 900], { categories: ['cs.RO'] })
    const start = '2026-03-02T03:05:00Z'
    for (const timeZone of ZONES)
      for (const hour of HOURS)
        for (const topics of [[], ['cs.RO']])
          await subscribeAt(
            start,
            { timeZone, hour, topics },
            `${ZONES.indexOf(timeZone)}-${hour}-${topics.length}@example.org`,
          )
    await live(start, '2026-03-17T03:05:00Z', STEP_MS)
    const news = await database.query<{ id: string; at: Date; category: string }>(
      `select p.id, p.news_at as at, c.category from papers p
       join paper_categories c on c.paper_id = p.id`,
    )
    const all = await mailsTo()
    for (const timeZone of ZONES)
      for (const hour of HOURS)
        for (const topic of [0, 1]) {
          const email = `${ZONES.indexOf(timeZone)}-${hour}-${topic}@example.org`
          const mails = all.filter((mail) => mail.email === email)
          expect(datesOf(mails)).toEqual([...new Set(datesOf(mails))])
          expect(mails.map(({ first }) => first)).toEqual(mails.map((_, index) => index === 0))
          const format = new Intl.DateTimeFormat('en', {
            timeZone,
            hour: 'numeric',
            hourCycle: 'h23',
          })
          for (const { due } of mails.slice(1)) expect(Number(format.format(due))).toBe(hour)
          // Windows touch; where a turn had one or two young papers, or none, the next goes on.
          const windows = mails.slice(1)
          const last = windows.at(-1)?.to ?? new Date(0)
          const expected = news.filter(
            ({ at, category }) =>
              at >= new Date(start) && at < last && (topic === 0 || category === 'cs.RO'),
          )
          expect(expected.length).toBeGreaterThan(20)
          for (const { at } of expected)
            expect(windows.filter(({ from, to }) => at >= from && at < to)).toHaveLength(1)
        }
    const late = await database.query<{ late: number }>(
      'select max(extract(epoch from sent_at - due_at))::float8 as late from deliveries',
    )
    expect(late[0]?.late).toBeLessThan(STEP_MS / 1000)
    const ids = all.filter(({ email }) => email === '3-8-0@example.org').flatMap(({ ids }) => ids)
    expect(ids).toEqual([...new Set(ids)])
  }, 240_000)
})

describe('the first digest', () => {
  it('goes out on confirming, whatever the hour, with the newest edition as it stands', async () => {
    await listed('2026-03-03', [0, 10])
    const ids = await listed('2026-03-04', [0, 30, 60])
    const [late] = await listed('2026-03-04', [600])
    await subscribeAt('2026-03-04T03:30:00Z')
    await plan(new Date('2026-03-04T03:31:00Z'))
    const [mail] = await mailsTo()
    expect(mail).toMatchObject({ first: true, date: '2026-03-03' })
    expect(idsOf([mail as Mail])).toEqual([...ids].sort())
    await live('2026-03-04T04:00:00Z', '2026-03-07T14:00:00Z')
    // The straggler alone waits three days for company.
    expect((await mailsTo()).slice(1).map(({ ids }) => ids)).toEqual([[late]])
  })

  it('holds old papers too where nothing newer is there', async () => {
    const ids = await listed('2026-01-05', [0])
    await isNewsAt(ids[0] ?? '', null)
    await subscribeAt('2026-03-04T03:30:00Z')
    await plan(new Date('2026-03-04T03:31:00Z'))
    expect(idsOf(await mailsTo())).toEqual(ids)
  })

  it('of the week is that of the last full one, and the next one begins where it ended', async () => {
    const week = await listed('2026-02-27', [0, 60])
    const early = await listed('2026-03-03', [0, 60])
    const later = await listed('2026-03-06', [0, 60])
    await subscribeAt('2026-03-04T10:00:00Z', { cadence: 'weekly' })
    await live('2026-03-04T10:00:00Z', '2026-03-09T15:00:00Z')
    const [first, second, ...more] = await mailsTo()
    expect(first).toMatchObject({ first: true, date: '2026-03-04' })
    expect(idsOf([first as Mail])).toEqual([...week].sort())
    expect(second).toMatchObject({ first: false, date: '2026-03-09' })
    expect(idsOf([second as Mail])).toEqual([...early, ...later].sort())
    expect(more).toEqual([])
  })

  it('of somebody who comes back holds nothing that they were sent before', async () => {
    const old = await listed('2026-03-04', [0, 60, 70])
    const { email } = await subscribeAt('2026-03-04T05:00:00Z', { hour: 20 })
    await plan(new Date('2026-03-04T05:01:00Z'))
    await unsubscribe(await unsubscribeToken(email), new Date('2026-03-04T06:00:00Z'))
    const fresh = await listed('2026-03-04', [900, 910, 920])
    await subscribeAt('2026-03-05T05:30:00Z')
    await plan(new Date('2026-03-05T05:31:00Z'))
    const mails = await mailsTo()
    expect(mails.map(({ first }) => first)).toEqual([true, true])
    expect(idsOf(mails.slice(0, 1))).toEqual([...old].sort())
    expect(idsOf(mails.slice(1))).toEqual([...fresh].sort())
  })

  it('of somebody who leaves by mistake and returns on the same day is the mail they have', async () => {
    await listed('2026-03-04', [0, 60, 70])
    const { email } = await subscribeAt('2026-03-04T13:00:00Z', { hour: 20 })
    await plan(new Date('2026-03-04T13:01:00Z'))
    await unsubscribe(await unsubscribeToken(email), new Date('2026-03-04T13:05:00Z'))
    const fresh = await listed('2026-03-04', [735, 740, 745])
    await subscribeAt('2026-03-04T14:00:00Z', { hour: 8 })
    await live('2026-03-04T14:00:00Z', '2026-03-05T14:00:00Z')
    const mails = await mailsTo()
    expect(datesOf(mails)).toEqual(['2026-03-04', '2026-03-05'])
    expect(idsOf(mails.slice(1))).toEqual([...fresh].sort())
  })

  it('comes with the next turn when nobody planned for a day', async () => {
    const ids = await listed('2026-03-05', [0, 60, 70])
    await subscribeAt('2026-03-04T05:00:00Z', { timeZone: 'Etc/UTC' })
    await plan(new Date('2026-03-05T08:10:00Z'))
    expect(await mailsTo()).toMatchObject([{ first: true, date: '2026-03-05' }])
    expect(idsOf(await mailsTo())).toEqual([...ids].sort())
  })
})

describe('one failure is one failure', () => {
  it('a reader who changes their hour after today’s mail stops nobody', async () => {
    await listed('2026-03-03', [0, 60, 70])
    await listed('2026-03-04', [0, 60, 70])
    const { id } = await subscribeAt('2026-03-02T05:00:00Z', { hour: 0 })
    await subscribeAt('2026-03-02T05:00:00Z', { hour: 21 }, 'bo@example.org')
    await live('2026-03-02T05:00:00Z', '2026-03-03T12:00:00Z')
    await changeSubscription(id, { ...WISHES, hour: 21 }, new Date('2026-03-03T12:00:00Z'))
    await live('2026-03-03T12:00:00Z', '2026-03-05T12:00:00Z')
    const dates = datesOf(await mailsTo('ada@example.org'))
    expect(dates).toEqual([...new Set(dates)])
    expect(dates).toContain('2026-03-04')
    expect(datesOf(await mailsTo('bo@example.org'))).toContain('2026-03-03')
  })

  it('an audience that cannot be planned is told, and the others have their mail', async () => {
    await listed('2026-03-04', [0, 60, 70])
    await subscribeAt('2026-03-04T05:00:00Z', { topics: ['cs.CL'] })
    await subscribeAt('2026-03-04T05:00:00Z', {}, 'bo@example.org')
    await database.query(`alter table digests add constraint broken check (topics <> '{cs.CL}')`)
    const planned = await planDigests(new Date('2026-03-04T05:01:00Z'))
    expect(planned).toMatchObject({ planned: 1 })
    expect(planned.errors).toHaveLength(1)
    await database.query('alter table digests drop constraint broken')
    expect(await plan(new Date('2026-03-04T05:02:00Z'))).toMatchObject({ planned: 1 })
    expect(await mailsTo()).toHaveLength(2)
  })

  it('two planners at once plan each turn once', async () => {
    await listed('2026-03-04', [0, 60, 70])
    for (let n = 0; n < 30; n++)
      await subscribeAt(
        '2026-03-03T05:00:00Z',
        { topics: n % 2 ? [] : ['cs.CL'] },
        `r${n}@example.org`,
      )
    const now = new Date('2026-03-04T13:05:00Z')
    const plans = await Promise.all([planDigests(now), planDigests(now), planDigests(now)])
    expect(plans.reduce((sum, { planned }) => sum + planned, 0)).toBe(30)
    expect(await mailsTo()).toHaveLength(30)
  })

  it('the earliest zone freezes nothing for the others', async () => {
    const [first] = await listed('2026-03-04', [0], { categories: ['cs.RO'] })
    const rest = await listed('2026-03-04', [60, 120, 180, 240])
    await subscribeAt(
      '2026-03-02T12:00:00Z',
      { timeZone: 'Asia/Tokyo', hour: 10 },
      'tokyo@example.org',
    )
    await subscribeAt('2026-03-02T12:00:00Z', { topics: ['cs.CL'] }, 'topic@example.org')
    await subscribeAt('2026-03-02T12:00:00Z', {}, 'york@example.org')
    await live('2026-03-02T12:00:00Z', '2026-03-05T00:00:00Z')
    expect(idsOf(await mailsTo('york@example.org'))).toEqual([first, ...rest].sort())
    expect(idsOf(await mailsTo('topic@example.org'))).toEqual([...rest].sort())
  })
})

describe('after three days without a planner', () => {
  it('everybody has one digest with all that has come, and never a flood', async () => {
    await subscribeAt('2026-03-02T05:00:00Z')
    await subscribeAt('2026-03-02T05:00:00Z', { cadence: 'weekly' }, 'bo@example.org')
    await plan(new Date('2026-03-02T05:01:00Z'))
    const days = ['2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06']
    const ids = []
    for (const day of days) ids.push(...(await listed(day, [0, 60])))
    await live('2026-03-06T14:00:00Z', '2026-03-06T20:00:00Z')
    const [mail, ...more] = (await mailsTo('ada@example.org')).filter(({ first }) => !first)
    expect(mail?.date).toBe('2026-03-06')
    expect(mail?.ids).toHaveLength(8)
    expect([...(mail?.ids ?? [])].sort()).toEqual([...ids].sort())
    expect(more).toEqual([])
    await live('2026-03-09T14:00:00Z', '2026-03-09T15:00:00Z')
    const weekly = (await mailsTo('bo@example.org')).filter(({ first }) => !first)
    expect(weekly.map(({ date, ids }) => [date, ids.length])).toEqual([['2026-03-09', 8]])
  })
})

describe('what was never sent', () => {
  const lose = (status: string) =>
    database.query(
      `update deliveries set status = $1, sent_at = null where due_at = (select max(due_at) from deliveries)`,
      [status],
    )

  it.each([
    ['expired', true],
    ['failed', true],
    ['held', false],
    ['bounced', false],
  ])('and is %s comes with the next mail: %s', async (status, comesAgain) => {
    await listed('2026-03-03', [0, 60, 70])
    await subscribeAt('2026-03-03T05:00:00Z')
    await plan(new Date('2026-03-03T05:01:00Z'))
    const wednesday = await listed('2026-03-04', [0, 60, 70])
    await live('2026-03-03T06:00:00Z', '2026-03-04T13:15:00Z')
    expect(idsOf((await mailsTo()).slice(-1))).toEqual([...wednesday].sort())
    await lose(status)
    const thursday = await listed('2026-03-05', [0, 60, 70])
    await live('2026-03-04T13:15:00Z', '2026-03-05T14:00:00Z')
    const expected = comesAgain ? [...wednesday, ...thursday] : thursday
    expect(idsOf((await mailsTo()).slice(-1))).toEqual([...expected].sort())
  })

  it('and is given up by an admin comes with the next mail', async () => {
    await listed('2026-03-03', [0, 60, 70])
    await subscribeAt('2026-03-03T05:00:00Z')
    await plan(new Date('2026-03-03T05:01:00Z'))
    const wednesday = await listed('2026-03-04', [0, 60, 70])
    await live('2026-03-03T06:00:00Z', '2026-03-04T13:15:00Z')
    await lose('held')
    const [held] = await database.query<{ id: string }>(
      `select id from deliveries where status = 'held'`,
    )
    expect(await dropHeldMail(held?.id ?? '', { actor: 'admin-1', now: new Date() })).toBe(true)
    await listed('2026-03-05', [0, 60, 70])
    await live('2026-03-04T13:15:00Z', '2026-03-05T14:00:00Z')
    expect(idsOf((await mailsTo()).slice(-1))).toEqual(expect.arrayContaining(wednesday))
  })

  it('and may still be taken back by its sender keeps the next turn waiting', async () => {
    await listed('2026-03-03', [0, 60, 70])
    await subscribeAt('2026-03-03T05:00:00Z')
    await plan(new Date('2026-03-03T05:01:00Z'))
    const wednesday = await listed('2026-03-04', [0, 60, 70])
    await live('2026-03-03T06:00:00Z', '2026-03-04T13:15:00Z')
    await lose('failed')
    await database.query(
      `update deliveries set next_attempt_at = '2026-03-05T13:10:00Z' where status = 'failed'`,
    )
    const thursday = await listed('2026-03-05', [0, 60, 70])
    expect(await plan(new Date('2026-03-05T13:05:00Z'))).toMatchObject({ planned: 0 })
    expect(await plan(new Date('2026-03-05T13:15:00Z'))).toMatchObject({ planned: 1 })
    expect(idsOf((await mailsTo()).slice(-1))).toEqual([...wednesday, ...thursday].sort())
  })

  it('and was the first is sent with the next turn', async () => {
    const tuesday = await listed('2026-03-03', [0, 60, 70])
    await subscribeAt('2026-03-03T05:00:00Z')
    await plan(new Date('2026-03-03T05:01:00Z'))
    await lose('expired')
    await live('2026-03-03T13:00:00Z', '2026-03-03T13:15:00Z')
    expect(await mailsTo()).toMatchObject([{ first: true, date: '2026-03-03' }])
    expect(idsOf(await mailsTo())).toEqual([...tuesday].sort())
  })
})

describe('a paper is news once', () => {
  const newsOf = async (id: string) =>
    (
      await database.query<{ at: Date | null }>('select news_at as at from papers where id = $1', [
        id,
      ])
    )[0]?.at
  const today = () => new Date().toISOString().slice(0, 10)

  it('by the database’s clock, and neither relisting nor another import changes it', async () => {
    const draft = aDraft({ listings: [{ date: today(), listedAt: null }] })
    await given(draft)
    const at = await newsOf(idOf(draft))
    expect(Math.abs((at?.getTime() ?? 0) - Date.now())).toBeLessThan(24 * HOUR_MS)
    await given({ ...draft, listings: [{ date: addDays(today(), 1), listedAt: null }] })
    await given({ ...draft, listings: [{ date: addDays(today(), -3), listedAt: null }] })
    expect(await newsOf(idOf(draft))).toEqual(at)
  })

  it('and not before its edition opens', async () => {
    const draft = aDraft({ listings: [{ date: addDays(today(), 9), listedAt: null }] })
    await given(draft)
    expect(await newsOf(idOf(draft))).toEqual(opening(addDays(today(), 9), NEW_YORK))
  })

  it('but never when it comes more than a week late, whoever lists it again', async () => {
    const draft = aDraft({ listings: [{ date: '2026-02-09', listedAt: null }] })
    await given(draft)
    expect(await newsOf(idOf(draft))).toBeNull()
    const by = { actor: OPERATOR, now: new Date() }
    const again = { paperId: idOf(draft), date: today(), isNewest: true, clock: NEW_YORK }
    expect(await listPaper(again, by)).toBe(true)
    expect(await newsOf(idOf(draft))).toBeNull()
  })

  it('and a curator who lists a paper for the first time makes it news', async () => {
    const draft = aDraft({ listings: [] })
    await given(draft)
    expect(await newsOf(idOf(draft))).toBeNull()
    const by = { actor: OPERATOR, now: new Date() }
    await listPaper({ paperId: idOf(draft), date: today(), isNewest: true, clock: NEW_YORK }, by)
    expect(await newsOf(idOf(draft))).not.toBeNull()
  })
})

describe('the order in a mail', () => {
  it('is by votes as shown, then comments, then listing', async () => {
    const drafts = [
      aDraft({ title: 'Third', votes: 2, comments: 0 }),
      aDraft({ title: 'Second', votes: 2, comments: 5 }),
      aDraft({ title: 'First', votes: 9 }),
      aDraft({ title: 'Last', votes: 2, comments: 0 }),
    ].map((draft) => ({ ...draft, listings: [{ date: '2026-03-04', listedAt: null }] }))
    await given(...drafts)
    await subscribeAt('2026-03-04T05:00:00Z')
    await plan(new Date('2026-03-04T05:01:00Z'))
    const [mail] = await mailsTo()
    expect(mail?.ids).toEqual(
      [2, 1, 0, 3].map((index) => idOf(drafts[index] as (typeof drafts)[0])),
    )
  })
})

describe('who confirms twice', () => {
  it('has one first digest', async () => {
    await listed('2026-03-04', [0, 60, 70])
    const now = new Date('2026-03-04T05:00:00Z')
    const letter = await subscribe('ada@example.org', WISHES, now)
    await confirmSubscription(letter?.token ?? '', now)
    await plan(new Date('2026-03-04T05:01:00Z'))
    await confirmSubscription(letter?.token ?? '', now)
    await plan(new Date('2026-03-04T05:02:00Z'))
    expect(await mailsTo()).toHaveLength(1)
  })
})
