import { describe, expect, it } from 'vitest'
import { makeBreaker } from '../../src/domain/breaker.ts'
import { type Outcome, outcomeOf, retryDelay } from '../../src/domain/delivery.ts'

const reply = (response: string, command = 'RCPT TO') => ({
  message: 'x',
  code: 'EENVELOPE',
  response,
  responseCode: Number(response.slice(0, 3)),
  command,
})

describe('an answer of the relay', () => {
  it.each([
    ['450 4.2.1 try later', 'RCPT TO', 'retry', 'none'],
    ['452 4.3.1 full', 'RCPT TO', 'retry', 'none'],
    ['451 greylisted', 'DATA', 'retry', 'none'],
    ['421 4.7.0 too many connections', 'MAIL FROM', 'retry', 'relay'],
    ['454 Throttling failure: Maximum sending rate exceeded', 'DATA', 'retry', 'relay'],
    ['550 5.1.1 no such user', 'RCPT TO', 'bounced', 'none'],
    ['550 5.1.1 no such user', 'DATA', 'bounced', 'none'],
    ['550 No such user here', 'RCPT TO', 'bounced', 'relay'],
    ['553 unknown', 'RCPT TO', 'bounced', 'relay'],
    ['550 5.7.1 Relaying denied', 'RCPT TO', 'refused', 'relay'],
    ['550 relay not permitted', 'RCPT TO', 'refused', 'relay'],
    ['550 blocked, see our policy', 'RCPT TO', 'refused', 'relay'],
    ['550 message content rejected', 'DATA', 'refused', 'relay'],
    ['552 5.2.2 mailbox full', 'RCPT TO', 'refused', 'none'],
    ['554 5.7.1 spam', 'DATA', 'refused', 'relay'],
  ])('%s to %s is %s', (response, command, kind, strain) => {
    expect(outcomeOf(reply(response, command))).toMatchObject({ kind, strain })
  })

  it.each([
    [{ message: 'connect ECONNREFUSED', code: 'ESOCKET', syscall: 'connect', command: 'CONN' }],
    [{ message: 'no such host', code: 'EDNS' }],
    [{ message: 'Invalid login: 535', code: 'EAUTH', responseCode: 535 }],
    [{ message: 'Connection timeout', code: 'ETIMEDOUT', timeoutType: 'CONNECT_TIMEOUT' }],
    [{ message: 'Greeting never received', code: 'ETIMEDOUT', timeoutType: 'GREETING_TIMEOUT' }],
  ])('that never came, %o, means that nothing was sent', (error) => {
    expect(outcomeOf(error)).toMatchObject({ kind: 'unreachable', strain: 'relay' })
  })

  it.each([
    [{ message: 'Connection closed unexpectedly', code: 'ECONNECTION', command: 'CONN' }],
    [{ message: 'Timeout', code: 'ETIMEDOUT', command: 'CONN', timeoutType: 'SOCKET_TIMEOUT' }],
    [{ message: 'read ECONNRESET', code: 'ESOCKET', syscall: 'read', command: 'CONN' }],
    [{ message: 'Message sending aborted', code: 'EABORT' }],
    [{ message: 'anything else' }],
  ])('that never came, %o, leaves it in doubt', (error) => {
    expect(outcomeOf(error).kind).toBe('doubt')
  })
})

describe('waiting', () => {
  it('doubles from a minute to six hours, by chance a quarter more or less', () => {
    const minutes = (attempt: number, random: number) => retryDelay(attempt, random) / 60_000
    expect([1, 2, 3, 9, 10, 40].map((attempt) => minutes(attempt, 0.5))).toEqual([
      1, 2, 4, 256, 360, 360,
    ])
    expect([minutes(1, 0), minutes(1, 1)]).toEqual([0.75, 1.25])
  })
})

describe('a breaker', () => {
  const sent: Outcome = { kind: 'sent', response: '250' }
  const fault: Outcome = { kind: 'retry', reason: '421 go away', strain: 'relay' }
  const doubt: Outcome = { kind: 'doubt', reason: 'closed', strain: 'none' }
  const broken = (...outcomes: Outcome[]) => {
    const breaker = makeBreaker()
    for (const [index, outcome] of outcomes.entries()) breaker.record(String(index), outcome)
    return breaker
  }

  it('opens after five faults of the relay in a row, and names the mails that are not to blame', () => {
    expect(broken(fault, fault, fault, fault).reason()).toBeNull()
    const breaker = broken(sent, fault, fault, fault, fault, fault, sent, fault)
    expect(breaker.reason()).toBe('421 go away')
    expect(breaker.blameless()).toEqual(['1', '2', '3', '4', '5', '7'])
  })

  it('stays shut while some get through', () => {
    const mixed = Array.from({ length: 40 }, (_, n) => (n % 5 === 4 ? sent : fault))
    expect(broken(...mixed).reason()).toBeNull()
    expect(broken(...mixed).blameless()).toEqual([])
  })

  it('opens when ten in a row are in doubt, of which none is blameless', () => {
    expect(broken(...Array(9).fill(doubt)).reason()).toBeNull()
    const breaker = broken(...Array(10).fill(doubt))
    expect(breaker.reason()).toBe('closed')
    expect(breaker.blameless()).toEqual([])
  })
})
