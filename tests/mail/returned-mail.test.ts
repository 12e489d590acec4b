import { describe, expect, it } from 'vitest'
import { readReturnedMail } from '../../src/mail/events/returned-mail.ts'
import { aComplaint, aMailToUnsubscribe, aReport, type Recipient } from './given-returned-mail.ts'

const DELIVERY = 'f3b0c442-98fc-4c14-9afb-f4c8996fb924'
const RETURN_PATH = `bounces+${DELIVERY}@papers.example.org`
const MESSAGE = 'dg.daily-2026-02-09.f3b0@papers.example.org'

const kindOf = async (recipients: Recipient[]) => {
  const read = await readReturnedMail(aReport({ to: RETURN_PATH, recipients }))
  return read.is === 'report' ? read.event.kind : read.is
}

describe('a delivery report', () => {
  it('tells which mail came back and why, by the return path that it came to', async () => {
    expect(await readReturnedMail(aReport({ to: RETURN_PATH }))).toEqual({
      is: 'report',
      event: {
        eventId: `${DELIVERY} hard_bounce`,
        kind: 'hard_bounce',
        reason: '5.1.1 smtp; 550 5.1.1 <ada@example.org>: Recipient address rejected',
        email: null,
        deliveryId: DELIVERY,
        messageId: null,
      },
    })
  })

  it.each(['text/rfc822-headers', 'message/rfc822', 'message/global-headers'])(
    'tells it by the Message-ID in its %s too',
    async (enclosed) => {
      const read = await readReturnedMail(aReport({ messageId: MESSAGE, enclosed }))
      expect(read).toMatchObject({ is: 'report', event: { deliveryId: null, messageId: MESSAGE } })
    },
  )

  it.each([
    [[{ status: '5.1.1' }], 'hard_bounce'],
    [[{ status: '5.2.2', words: '552 5.2.2 over quota' }], 'soft_bounce'],
    [[{ status: '4.4.7', words: 'delivery time expired' }], 'soft_bounce'],
    [[{ status: '5.7.1', words: '550 5.7.1 policy' }], 'soft_bounce'],
    [[{ status: '5.1.8', words: '550 5.1.8 bad sender' }], 'soft_bounce'],
    [[{ action: 'delayed', status: '4.4.1' }], 'nothing'],
    [[{ action: 'delivered', status: '2.0.0', words: '250 ok' }], 'delivered'],
    [[{ action: 'failed' }, { action: 'relayed', status: '2.0.0' }], 'delivered'],
    [
      [{ action: 'failed' }, { action: 'failed', status: '5.2.2', words: '552 full' }],
      'soft_bounce',
    ],
    [[], 'nothing'],
  ])('of %o is %s', async (recipients, kind) => expect(await kindOf(recipients)).toBe(kind))

  it('of no mail that could be ours is nothing', async () => {
    expect(await readReturnedMail(aReport())).toEqual({ is: 'nothing' })
  })
})

describe('a complaint', () => {
  it('tells which mail it is about, by Message-ID or return path', async () => {
    expect(await readReturnedMail(aComplaint({ messageId: MESSAGE }))).toMatchObject({
      event: { kind: 'complaint', messageId: MESSAGE, deliveryId: null },
    })
    expect(await readReturnedMail(aComplaint({ mailFrom: RETURN_PATH }))).toMatchObject({
      event: { kind: 'complaint', deliveryId: DELIVERY },
    })
  })

  it.each([
    ['not-spam', { is: 'nothing' }],
    ['NOT-SPAM', { is: 'nothing' }],
    ['opt-out', { event: { kind: 'unsubscribe' } }],
    ['fraud', { event: { kind: 'complaint' } }],
  ])('of the kind %s is %o', async (type, told) => {
    expect(await readReturnedMail(aComplaint({ type, messageId: MESSAGE }))).toMatchObject(told)
  })
})

describe('a mail that unsubscribes', () => {
  const token = `d${'Ab-_'.repeat(8)}`

  it.each([`unsubscribe ${token}`, `Unsubscribe  ${token} `, `unsubscribe_${token}`])(
    'names its token in %j',
    async (subject) => {
      const read = await readReturnedMail(aMailToUnsubscribe(subject))
      expect(read).toEqual({ is: 'unsubscribe', token })
    },
  )

  it.each([
    '',
    'unsubscribe',
    `Re: Trending papers ${token}`,
    `Out of office: unsubscribe ${token}`,
  ])('is none with the subject %j', async (subject) => {
    expect(await readReturnedMail(aMailToUnsubscribe(subject))).toEqual({ is: 'nothing' })
  })
})

describe('any other mail', () => {
  it('is nothing, however broken', async () => {
    const report = aReport({ to: RETURN_PATH })
    const odd = [
      Buffer.alloc(0),
      Buffer.from('nonsense'),
      Buffer.from([0, 255, 10, 13, 10]),
      Buffer.from(`To: ${RETURN_PATH}\r\nSubject: I am away\r\n\r\nBack on Monday.`),
      report.subarray(0, 900),
      Buffer.from('Content-Type: multipart/report; boundary=x\r\n\r\n--x'.repeat(50)),
    ]
    for (const bytes of odd) expect(await readReturnedMail(bytes)).toEqual({ is: 'nothing' })
  })
})
