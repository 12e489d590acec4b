/** The webhooks of providers in the shapes that they document, with values of our own. */
import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readBrevo } from '../../src/mail/events/brevo.ts'
import { bounceKind, type ReadEvents } from '../../src/mail/events/event.ts'
import { readGeneric } from '../../src/mail/events/generic.ts'
import { readMailgun } from '../../src/mail/events/mailgun.ts'
import { readMailjet } from '../../src/mail/events/mailjet.ts'
import { readPostmark } from '../../src/mail/events/postmark.ts'
import { readResend } from '../../src/mail/events/resend.ts'
import { readSendGrid } from '../../src/mail/events/sendgrid.ts'

const SECRET = 'a-webhook-secret-of-forty-letters-or-so-x'
const DELIVERY = 'f3b0c442-98fc-4c14-9afb-f4c8996fb924'
const EMAIL = 'ada@example.org'
const NOW = new Date('2026-02-09T12:00:00Z')
const SECONDS = String(NOW.getTime() / 1000)
const basic = (password = SECRET) => `Basic ${btoa(`hook:${password}`)}`
/** What an event is and of whom, in short. */
const brief = (events: ReadEvents) =>
  events?.map((event) =>
    event.kind === 'unread' ? `unread: ${event.reason}` : `${event.kind} ${event.email}`,
  )

describe('Mailgun', () => {
  const call = (event: object, { timestamp = SECONDS, token = 'a1b2c3', key = SECRET } = {}) =>
    JSON.stringify({
      signature: {
        timestamp,
        token,
        signature: createHmac('sha256', key)
          .update(timestamp + token)
          .digest('hex'),
      },
      'event-data': {
        ...{ id: 'G9Bn5sl1TC6nu79C8C0bwg', timestamp: 1770638400.5, 'log-level': 'error' },
        recipient: 'Ada@example.org',
        envelope: { sender: `bounces+${DELIVERY}@papers.example.org`, transport: 'smtp' },
        message: { headers: { to: EMAIL, 'message-id': 'dg.1@papers.example.org' } },
        ...event,
      },
    })
  const read = (body: string, now = NOW) => readMailgun(body, SECRET, now)
  const failed = {
    event: 'failed',
    severity: 'permanent',
    reason: 'bounce',
    'delivery-status': {
      code: 550,
      'enhanced-code': '5.1.1',
      message: 'The account does not exist',
      description: '',
    },
  }

  it('tells a bounce with our numbers, under its token', () => {
    expect(read(call(failed))).toEqual([
      {
        eventId: 'a1b2c3',
        kind: 'hard_bounce',
        email: EMAIL,
        deliveryId: DELIVERY,
        messageId: 'dg.1@papers.example.org',
        reason: '5.1.1 The account does not exist',
      },
    ])
  })

  it.each([
    [failed, ['hard_bounce ada@example.org']],
    [{ ...failed, severity: 'temporary' }, []],
    [
      {
        ...failed,
        reason: 'suppress-bounce',
        'delivery-status': { code: 605, message: 'Not delivering to previously bounced address' },
      },
      ['hard_bounce ada@example.org'],
    ],
    [{ ...failed, reason: 'suppress-complaint' }, ['complaint ada@example.org']],
    [{ ...failed, reason: 'suppress-unsubscribe' }, ['unsubscribe ada@example.org']],
    [
      { ...failed, 'delivery-status': { code: 550, message: '5.7.1 Blocked for spam' } },
      ['soft_bounce ada@example.org'],
    ],
    [
      { ...failed, reason: 'old', 'delivery-status': { code: 602, message: 'Too old' } },
      ['soft_bounce ada@example.org'],
    ],
    [{ event: 'complained' }, ['complaint ada@example.org']],
    [{ event: 'unsubscribed' }, ['unsubscribe ada@example.org']],
    [{ event: 'delivered' }, ['delivered ada@example.org']],
    [{ event: 'opened' }, []],
  ])('tells %o as %o', (event, told) => expect(brief(read(call(event)))).toEqual(told))

  it('is believed with its key, in its time, and not otherwise', () => {
    expect(read(call(failed, { key: `${SECRET}x` }))).toBeNull()
    expect(readMailgun(call(failed), undefined, NOW)).toBeNull()
    expect(read(call(failed).replace('a1b2c3', 'a1b2c4'))).toBeNull()
    expect(read(call(failed), new Date(NOW.getTime() + 25 * 3_600_000))).toBeNull()
    expect(read(call(failed, { timestamp: 'soon' }))).toBeNull()
    for (const body of ['', 'nonsense', '[]', '{}', '{"signature":{}}'])
      expect(read(body)).toBeNull()
  })

  it('in another shape than documented is set aside', () => {
    expect(brief(read(call({ ...failed, recipient: 7 })))?.[0]).toContain('event-data.recipient')
    expect(brief(read(call({ event: null })))?.[0]).toContain('unread: event-data.event')
  })
})

describe('SendGrid', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const key = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
  const signatureOf = (body: string, timestamp = SECONDS) =>
    sign('sha256', Buffer.from(timestamp + body), privateKey).toString('base64')
  const event = (more: object) => ({
    ...{ email: EMAIL, timestamp: 1770638400, sg_event_id: 'Ym91bmNlLTE', sg_message_id: 'x.y-0' },
    'smtp-id': '<dg.1@papers.example.org>',
    ...more,
  })
  const read = (events: unknown) => {
    const body = JSON.stringify(events)
    return readSendGrid(body, { signature: signatureOf(body), timestamp: SECONDS }, key)
  }

  it('tells a bounce under its event’s id', () => {
    const bounce = event({
      event: 'bounce',
      type: 'bounce',
      status: '5.1.1',
      reason: '550 5.1.1 no such user',
    })
    expect(read([bounce])).toEqual([
      {
        eventId: 'Ym91bmNlLTE',
        kind: 'hard_bounce',
        email: EMAIL,
        deliveryId: null,
        messageId: 'dg.1@papers.example.org',
        reason: '5.1.1 550 5.1.1 no such user',
      },
    ])
  })

  it.each([
    [{ event: 'bounce', type: 'bounce', status: '5.0.0', reason: '550 rejected' }, 'soft_bounce'],
    [{ event: 'bounce', type: 'blocked', reason: '550 on a block list' }, 'soft_bounce'],
    [{ event: 'bounce', type: 'bounce', reason: '500 unknown recipient' }, 'hard_bounce'],
    [{ event: 'spamreport' }, 'complaint'],
    [{ event: 'unsubscribe' }, 'unsubscribe'],
    [{ event: 'group_unsubscribe', asm_group_id: 10 }, 'unsubscribe'],
    [{ event: 'dropped', reason: 'Bounced Address' }, 'hard_bounce'],
    [{ event: 'dropped', reason: 'Spam Reporting Address' }, 'complaint'],
    [{ event: 'dropped', reason: 'Unsubscribed Address' }, 'unsubscribe'],
    [{ event: 'delivered', response: '250 OK' }, 'delivered'],
  ])('tells %o as %s', (more, kind) =>
    expect(brief(read([event(more)]))).toEqual([`${kind} ${EMAIL}`]),
  )

  it('takes each event of a batch for itself', () => {
    const good = event({ event: 'spamreport' })
    const batch = [
      event({ event: 'open' }),
      { event: 'bounce' },
      7,
      good,
      event({ event: 'bounce', email: 'x', 'smtp-id': undefined }),
    ]
    expect(brief(read(batch))).toEqual([
      expect.stringContaining('unread: sg_event_id'),
      expect.stringContaining('unread: the event'),
      `complaint ${EMAIL}`,
      'unread: it names no address',
    ])
  })

  it('is believed with its signature alone', () => {
    const body = JSON.stringify([event({ event: 'spamreport' })])
    const signature = signatureOf(body)
    const signed = { signature, timestamp: SECONDS }
    expect(readSendGrid(body, signed, key)).toHaveLength(1)
    const other = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).publicKey
    const wrong: [
      string,
      typeof signed | { signature: null; timestamp: null },
      string | undefined,
    ][] = [
      [`${body} `, signed, key],
      [body, { ...signed, timestamp: '1' }, key],
      [body, { ...signed, signature: 'AAAA' }, key],
      [body, { signature: null, timestamp: null }, key],
      [body, signed, undefined],
      [body, signed, 'AAAA'],
      [body, signed, other.export({ type: 'spki', format: 'der' }).toString('base64')],
    ]
    for (const [text, headers, by] of wrong) expect(readSendGrid(text, headers, by)).toBeNull()
  })

  it('signed and no JSON is set aside', () => {
    const signed = { signature: signatureOf('nonsense'), timestamp: SECONDS }
    expect(brief(readSendGrid('nonsense', signed, key))).toEqual(['unread: it is not JSON'])
  })
})

describe('Resend', () => {
  const raw = Buffer.from('a-key-of-twenty-four-byt')
  const secret = `whsec_${raw.toString('base64')}`
  const id = 'msg_2Lh9KRb0pzN4LePd3XiA4v12Axj'
  const signatureOf = (body: string, timestamp = SECONDS) =>
    `v1,${createHmac('sha256', raw).update(`${id}.${timestamp}.${body}`).digest('base64')}`
  const call = (type: string, data: object = {}) =>
    JSON.stringify({
      type,
      created_at: '2026-02-09T12:00:00.000Z',
      data: {
        email_id: DELIVERY,
        from: 'Papers <papers@example.org>',
        to: [EMAIL],
        subject: 'x',
        ...data,
      },
    })
  const read = (body: string, signature = signatureOf(body), now = NOW, timestamp = SECONDS) =>
    readResend(body, { id, timestamp, signature }, secret, now)
  const bounce = (type: string, message: string) => ({
    bounce: { type, subType: 'General', message },
  })

  it('tells a bounce under the id of its message', () => {
    const [event] =
      read(call('email.bounced', bounce('Permanent', 'There is no such mailbox.'))) ?? []
    expect(event).toMatchObject({
      eventId: id,
      kind: 'hard_bounce',
      email: EMAIL,
      reason: 'Permanent: General: There is no such mailbox.',
    })
  })

  it.each([
    ['email.bounced', bounce('Transient', 'The mailbox is full.'), [`soft_bounce ${EMAIL}`]],
    ['email.bounced', bounce('Permanent', '550 5.7.1 refused by policy'), [`soft_bounce ${EMAIL}`]],
    ['email.complained', {}, [`complaint ${EMAIL}`]],
    ['email.complained', { to: ['Ada <ada@example.org>'] }, [`complaint ${EMAIL}`]],
    ['email.delivered', {}, [`delivered ${EMAIL}`]],
    ['email.delivery_delayed', {}, []],
    ['email.opened', {}, []],
    ['domain.created', {}, []],
    ['email.bounced', { to: [] }, ['unread: it names no address']],
  ])('tells %s with %o as %o', (type, data, told) =>
    expect(brief(read(call(type, data)))).toEqual(told),
  )

  it('is believed with its signature and within five minutes', () => {
    const body = call('email.complained')
    const right = signatureOf(body)
    expect(read(body, `v1,AAAA v2,x ${right}`)).toHaveLength(1)
    for (const signature of ['', 'v1,AAAA', right.replace('v1,', 'v2,'), right.slice(3)])
      expect(read(body, signature)).toBeNull()
    expect(read(`${body} `, right)).toBeNull()
    expect(read(body, right, NOW, '1')).toBeNull()
    expect(read(body, right, new Date(NOW.getTime() + 299_000))).toHaveLength(1)
    for (const late of [301_000, -301_000])
      expect(read(body, right, new Date(NOW.getTime() + late))).toBeNull()
    expect(readResend(body, { id: null, timestamp: null, signature: null }, secret, NOW)).toBeNull()
    expect(
      readResend(body, { id, timestamp: SECONDS, signature: right }, undefined, NOW),
    ).toBeNull()
  })
})

describe('Brevo', () => {
  const event = (name: string, more: object = {}) => ({
    ...{ event: name, email: EMAIL, id: 26224, date: '2026-02-09 13:00:00', ts: 1770638400 },
    'message-id': '<202602091200.1@smtp-relay.mailin.fr>',
    ...{ ts_event: 1770638401, ts_epoch: 1770638401123, subject: 'x', tag: '' },
    ...more,
  })
  const read = (body: unknown, authorization: string | null = basic()) =>
    readBrevo(JSON.stringify(body), authorization, SECRET)

  it('tells a bounce by its mail and time, since it names no event', () => {
    const reason = ' RecipientError: 550 5.1.1 no such user'
    expect(read(event('hard_bounce', { reason }))).toEqual([
      {
        eventId: 'hard_bounce 202602091200.1@smtp-relay.mailin.fr 1770638401123',
        kind: 'hard_bounce',
        email: EMAIL,
        deliveryId: null,
        messageId: '202602091200.1@smtp-relay.mailin.fr',
        reason,
      },
    ])
  })

  it.each([
    ['soft_bounce', 'mailbox is full', ['soft_bounce ada@example.org']],
    ['hard_bounce', '550 5.7.1 no to your sender', ['soft_bounce ada@example.org']],
    ['invalid_email', undefined, ['hard_bounce ada@example.org']],
    ['blocked', 'blocked : due to blacklist user', ['soft_bounce ada@example.org']],
    ['spam', undefined, ['complaint ada@example.org']],
    ['complaint', undefined, ['complaint ada@example.org']],
    ['unsubscribed', undefined, ['unsubscribe ada@example.org']],
    ['delivered', undefined, ['delivered ada@example.org']],
    ['deferred', '450 later', []],
    ['unique_opened', undefined, []],
  ])('tells %s (%s) as %o', (name, reason, told) =>
    expect(brief(read(event(name, { reason })))).toEqual(told),
  )

  it('may come in batches, of which each event counts for itself', () => {
    expect(brief(read([event('spam'), { event: 5 }, event('delivered')]))).toEqual([
      'complaint ada@example.org',
      expect.stringContaining('unread: event'),
      'delivered ada@example.org',
    ])
  })

  it('brings the secret as a password or as a token', () => {
    expect(read(event('spam'), `Bearer ${SECRET}`)).toHaveLength(1)
    for (const wrong of [
      null,
      '',
      'Bearer',
      'Bearer x',
      basic('x'),
      `Basic ${btoa(SECRET)}`,
      SECRET,
    ])
      expect(read(event('spam'), wrong)).toBeNull()
    expect(readBrevo('{}', basic(''), undefined)).toBeNull()
  })
})

describe('Mailjet', () => {
  const event = (name: string, more: object = {}) => ({
    ...{ event: name, time: 1770638400, MessageID: 19421777835146490, email: EMAIL },
    ...{ mj_campaign_id: 7257, mj_contact_id: 4, customcampaign: '', CustomID: '', Payload: '' },
    ...more,
  })
  const bounce = (hard_bounce: boolean, error_related_to: string, error: string) =>
    event('bounce', { blocked: hard_bounce, hard_bounce, error_related_to, error, comment: '' })
  const read = (body: unknown, authorization: string | null = basic()) =>
    readMailjet(JSON.stringify(body), authorization, SECRET)

  it.each([
    [bounce(true, 'recipient', 'user unknown'), ['hard_bounce ada@example.org']],
    [bounce(true, 'domain', 'invalid domain'), ['hard_bounce ada@example.org']],
    [bounce(false, 'recipient', 'quota exceeded'), ['soft_bounce ada@example.org']],
    [bounce(true, 'spam', 'sender blocked'), ['soft_bounce ada@example.org']],
    [
      event('blocked', { error_related_to: 'spam', error: 'preblocked' }),
      ['soft_bounce ada@example.org'],
    ],
    [event('blocked', { error_related_to: 'mailjet', error: 'duplicate in campaign' }), []],
    [event('spam', { source: 'JMRPP' }), ['complaint ada@example.org']],
    [event('unsub', { mj_list_id: 1, ip: '192.0.2.1' }), ['unsubscribe ada@example.org']],
    [event('sent', { smtp_reply: 'sent (250 2.0.0 OK)' }), ['delivered ada@example.org']],
    [event('open'), []],
  ])('tells %o as %o', (body, told) => expect(brief(read(body))).toEqual(told))

  it('groups events, of which each counts for itself', () => {
    const told = read([event('spam'), event('bounce', { time: 'now' }), event('unsub')])
    expect(brief(told)).toEqual([
      'complaint ada@example.org',
      expect.stringContaining('unread: time'),
      'unsubscribe ada@example.org',
    ])
    expect(told?.[0]).toMatchObject({
      eventId: expect.stringMatching(/^spam 194217778351464\d\d 1770638400$/),
    })
  })

  it('brings the secret in the address that it calls', () => {
    expect(read(event('spam'), basic('x'))).toBeNull()
    expect(read(event('spam'), null)).toBeNull()
  })
})

describe('Postmark', () => {
  const bounce = (Type: string, more: object = {}) => ({
    ...{ RecordType: 'Bounce', ID: 42, Type, TypeCode: 1, MessageID: DELIVERY, Email: EMAIL },
    ...{ Description: 'Told by the server.', Details: 'smtp;550 5.1.1 unknown', Inactive: true },
    ...more,
  })
  const read = (body: unknown) => readPostmark(JSON.stringify(body), basic(), SECRET)

  it.each([
    [bounce('HardBounce'), ['hard_bounce ada@example.org']],
    [bounce('HardBounce', { Details: 'smtp;550 5.7.1 policy' }), ['soft_bounce ada@example.org']],
    [bounce('BadEmailAddress', { Details: undefined }), ['hard_bounce ada@example.org']],
    [bounce('Transient'), ['soft_bounce ada@example.org']],
    [bounce('SpamNotification'), ['soft_bounce ada@example.org']],
    [bounce('SpamComplaint'), ['complaint ada@example.org']],
    [bounce('Unsubscribe'), ['unsubscribe ada@example.org']],
    [bounce('AutoResponder'), []],
    [
      { RecordType: 'SpamComplaint', ID: 42, Type: 'SpamComplaint', Email: EMAIL },
      ['complaint ada@example.org'],
    ],
    [
      { RecordType: 'Delivery', MessageID: DELIVERY, Recipient: EMAIL, Details: 'OK' },
      ['delivered ada@example.org'],
    ],
    [{ RecordType: 'Open', Recipient: EMAIL }, []],
    [
      { RecordType: 'Bounce', ID: 42, Type: 'HardBounce', Email: 'nobody' },
      ['unread: it names no address'],
    ],
    [{ ID: 42 }, [expect.stringContaining('unread: RecordType')]],
  ])('tells %o as %o', (body, told) => expect(brief(read(body))).toEqual(told))
})

describe('any program', () => {
  const read = (body: string, key = SECRET) =>
    readGeneric(body, `sha256=${createHmac('sha256', key).update(body).digest('hex')}`, SECRET)

  it('that signs tells one event or many', () => {
    const one = { id: 'e1', type: 'hard_bounce', returnPath: `bounces+${DELIVERY}@example.org` }
    expect(read(JSON.stringify(one))).toMatchObject([{ deliveryId: DELIVERY, email: null }])
    const many = [one, { id: 'e2', type: 'nothing' }, { id: 'e3', type: 'complaint', email: EMAIL }]
    expect(brief(read(JSON.stringify(many)))).toEqual([
      'hard_bounce null',
      expect.stringContaining('unread: type'),
      'complaint ada@example.org',
    ])
    expect(brief(read('nonsense'))).toEqual(['unread: it is not JSON'])
    expect(read(JSON.stringify(one), `${SECRET}x`)).toBeNull()
  })
})

describe('a bounce', () => {
  it.each(['5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10'])('with %s is for good', (status) =>
    expect(bounceKind(true, `550 ${status} no such address`)).toBe('hard_bounce'),
  )

  it.each(['5.1.0', '5.1.7', '5.1.8', '5.2.2', '5.4.4', '5.7.1', '4.1.1'])(
    'with %s is not',
    (status) => expect(bounceKind(true, `550 ${status} no`)).toBe('soft_bounce'),
  )

  it('that speaks of the sender is not, nor one that its teller calls passing', () => {
    expect(bounceKind(true, '550 5.1.1 Sender address rejected')).toBe('soft_bounce')
    expect(bounceKind(false, '550 5.1.1 no such address')).toBe('soft_bounce')
    expect(bounceKind(true, 'no such address')).toBe('hard_bounce')
  })
})
