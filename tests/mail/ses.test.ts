import { createSign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Agent, createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:tls'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readSes } from '../../src/mail/events/ses.ts'
import { type LoadFromSns, makeSnsLoader, snsAddress } from '../../src/mail/events/sns-host.ts'

const file = (name: string) => readFileSync(`tests/fixtures/authority/${name}`, 'utf8')
const HOST = 'https://sns.eu-west-1.amazonaws.com'
const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:mail-events'
const DELIVERY = 'f3b0c442-98fc-4c14-9afb-f4c8996fb924'
const now = new Date('2027-02-09T13:30:00Z')
const asked: string[] = []
let load: LoadFromSns
let distrustful: LoadFromSns
let close = async () => {}

/** A server that stands for SNS, with a certificate of an authority of our own. */
beforeAll(async () => {
  const server = createServer(
    { key: file('sns.key'), cert: file('sns.pem') },
    (request, response) => {
      asked.push(request.url ?? '')
      if (request.url?.startsWith('/moved'))
        response.writeHead(302, { location: `${HOST}/cert.pem` }).end()
      else if (request.url?.startsWith('/large')) response.end('x'.repeat(200_000))
      else response.end(file('sns.pem'))
    },
  )
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const agentTrusting = (ca: string | undefined) =>
    Object.assign(new Agent(), {
      createConnection: ({ servername }: { servername: string }) =>
        connect({ host: '127.0.0.1', port, servername, ca }),
    })
  load = makeSnsLoader(agentTrusting(file('authority.pem')))
  distrustful = makeSnsLoader(agentTrusting(undefined))
  close = () => new Promise((done) => server.close(() => done()))
})
beforeEach(() => {
  asked.length = 0
})
afterAll(() => close())

const BOUNCE = {
  notificationType: 'Bounce',
  bounce: {
    bounceType: 'Permanent',
    bounceSubType: 'General',
    bouncedRecipients: [{ emailAddress: 'Ada@example.org', diagnosticCode: 'smtp; 550 5.1.1' }],
    feedbackId: 'feedback-1',
  },
  mail: { source: `bounces+${DELIVERY}@example.org`, messageId: 'm-1' },
}

function notification(message: unknown, given: Record<string, string> = {}) {
  const unsigned: Record<string, string> = {
    Type: 'Notification',
    MessageId: 'id-1',
    TopicArn: TOPIC,
    Message: JSON.stringify(message),
    Timestamp: '2027-02-09T13:29:00.000Z',
    SignatureVersion: '2',
    SigningCertURL: `${HOST}/cert.pem`,
    ...given,
  }
  const names =
    unsigned.Type === 'Notification'
      ? ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type']
      : ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type']
  const text = names.filter((name) => unsigned[name]).map((name) => `${name}\n${unsigned[name]}\n`)
  const algorithm = unsigned.SignatureVersion === '1' ? 'RSA-SHA1' : 'RSA-SHA256'
  const Signature = createSign(algorithm).update(text.join('')).sign(file('sns.key'), 'base64')
  return { ...unsigned, Signature }
}
const read = (body: unknown, loader = load) =>
  readSes(JSON.stringify(body), TOPIC, { now, load: loader })

describe('a notification of SES', () => {
  it.each(['1', '2'])('signed in version %s is believed', async (SignatureVersion) => {
    expect(await read(notification(BOUNCE, { SignatureVersion }))).toEqual([
      {
        eventId: 'feedback-1 0',
        kind: 'hard_bounce',
        email: 'ada@example.org',
        deliveryId: DELIVERY,
        reason: 'smtp; 550 5.1.1',
      },
    ])
  })

  it('tells a complaint, and a bounce that may pass', async () => {
    const complaint = {
      eventType: 'Complaint',
      complaint: { complainedRecipients: [{ emailAddress: 'ada@example.org' }], feedbackId: 'c' },
    }
    expect((await read(notification(complaint)))?.[0]?.kind).toBe('complaint')
    const soft = { ...BOUNCE, bounce: { ...BOUNCE.bounce, bounceType: 'Transient' } }
    expect((await read(notification(soft)))?.[0]?.kind).toBe('soft_bounce')
    expect(await read(notification({ notificationType: 'Delivery' }))).toEqual([])
  })

  it.each([
    ['another text', { Message: JSON.stringify({ ...BOUNCE, x: 1 }) }],
    ['another time', { Timestamp: '2027-02-10T13:29:00.000Z' }],
    ['another signature', { Signature: 'AAAA' }],
    ['a subject put in', { Subject: 'x' }],
  ])('with %s is not', async (_what, changed) => {
    expect(await read({ ...notification(BOUNCE), ...changed })).toBeNull()
  })

  it('of another topic is not, though SNS has signed it', async () => {
    expect(await read(notification(BOUNCE, { TopicArn: TOPIC.replace('mail', 'evil') }))).toBeNull()
    expect(await readSes(JSON.stringify(notification(BOUNCE)), undefined, { now, load })).toBeNull()
  })

  it('is not where the certificate has run out', async () => {
    const late = new Date('2200-01-01T00:00:00Z')
    expect(
      await readSes(JSON.stringify(notification(BOUNCE)), TOPIC, { now: late, load }),
    ).toBeNull()
  })

  it('is not where the host cannot prove its name', async () => {
    expect(await read(notification(BOUNCE), distrustful)).toBeNull()
    expect(asked).toEqual([])
  })

  it.each([
    'http://sns.eu-west-1.amazonaws.com/cert.pem',
    'https://sns.eu-west-1.amazonaws.com.evil.example/cert.pem',
    'https://evil.example/sns.eu-west-1.amazonaws.com/cert.pem',
    'https://sns.eu-west-1.amazonaws.com@evil.example/cert.pem',
    'https://sns.eu-west-1.amazonaws.com:8443/cert.pem',
    'https://s3.eu-west-1.amazonaws.com/cert.pem',
    'https://sns..amazonaws.com/cert.pem',
    'file:///etc/passwd',
    'https://sns.eu-west-1.amazonaws.com/cert.txt',
  ])('never makes us ask %s', async (SigningCertURL) => {
    expect(await read(notification(BOUNCE, { SigningCertURL }))).toBeNull()
    expect(asked).toEqual([])
  })
})

describe('what is loaded from SNS', () => {
  it('is loaded once, followed nowhere, and never large', async () => {
    const fresh = (path: string) => snsAddress(`${HOST}${path}`) ?? new URL(HOST)
    expect(await load(fresh('/moved.pem'))).toBeNull()
    expect(await load(fresh('/large.pem'))).toBeNull()
    await load(fresh('/once.pem'))
    await load(fresh('/once.pem'))
    expect(asked).toEqual(['/moved.pem', '/large.pem', '/once.pem'])
  })

  it('confirms our own topic, and nothing elsewhere', async () => {
    const confirm = (SubscribeURL: string) =>
      read(notification('x', { Type: 'SubscriptionConfirmation', Token: 't', SubscribeURL }))
    expect(await confirm(`${HOST}/?Action=ConfirmSubscription&Token=t`)).toEqual([])
    expect(asked).toContain('/?Action=ConfirmSubscription&Token=t')
    expect(await confirm('https://evil.example/')).toBeNull()
  })
})
