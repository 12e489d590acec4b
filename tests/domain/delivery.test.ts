import { describe, expect, it } from 'vitest'
import { outcomeOf, retryDelay, type Stage, withoutMailboxes } from '../../src/domain/delivery.ts'
import { wordsOf } from '../../src/domain/error-words.ts'

const reply = (response: string, command = 'RCPT TO', stage: Stage = 'asking') => ({
  message: 'x',
  response,
  responseCode: Number(response.slice(0, 3)),
  ...{ command, stage },
})

describe('an answer of the relay', () => {
  it.each([
    ['450 4.2.1 try later', 'RCPT TO', 'retry', 'none'],
    ['452 4.3.1 full', 'RCPT TO', 'retry', 'none'],
    ['451 greylisted', 'DATA', 'retry', 'none'],
    ['421 4.7.0 too many connections', 'MAIL FROM', 'retry', 'relay'],
    ['454 Throttling failure: Maximum sending rate exceeded', 'DATA', 'retry', 'relay'],
    ['550 5.7.1 Relaying denied', 'RCPT TO', 'refused', 'domain'],
    ['550 relay not permitted', 'RCPT TO', 'refused', 'domain'],
    ['550 blocked, see our policy', 'RCPT TO', 'refused', 'domain'],
    ['550 message content rejected', 'DATA', 'refused', 'domain'],
    ['552 5.2.2 mailbox full', 'RCPT TO', 'refused', 'none'],
    ['554 5.7.1 spam', 'DATA', 'refused', 'domain'],
  ])('%s to %s is %s', (response, command, kind, strain) => {
    expect(outcomeOf(reply(response, command))).toMatchObject({ kind, strain })
  })

  it.each([
    '550 5.1.1 <ada@example.org>: Recipient address rejected: User unknown',
    '550-5.1.1 The email account that you tried to reach does not exist.\n550 5.1.1 Learn more.',
    '550 5.1.2 no such domain',
    '501 5.1.3 Bad recipient address syntax',
    '551 5.1.6 The mailbox has moved',
    '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup',
    '550 No such user here',
    '553 unknown',
  ])('to RCPT TO that the address does not exist is a bounce: %s', (response) => {
    expect(outcomeOf(reply(response)).kind).toBe('bounced')
  })

  it.each([
    ['550 5.1.1 no such user', 'DATA'],
    ['550 5.1.1 <news@papers.example>: Sender address rejected: undeliverable', 'RCPT TO'],
    ['550 5.1.0 <news@papers.example>: Sender address rejected: User unknown', 'RCPT TO'],
    ['550 5.1.0 Address rejected', 'RCPT TO'],
    ['553 5.1.7 The sender does not exist', 'RCPT TO'],
    ['550 5.1.8 <news@papers.example>: Sender address rejected: Domain not found', 'RCPT TO'],
    ['550 5.1.1 unknown user', 'MAIL FROM'],
    ['550 No such user', 'MAIL FROM'],
    ['550 Sender verify failed', 'RCPT TO'],
    ['550 rejected: not authenticated', 'RCPT TO'],
  ])('of another sort is none: %s to %s', (response, command) => {
    expect(outcomeOf(reply(response, command)).kind).toBe('refused')
  })

  it('about the sender is the fault of the relay, whatever the code', () => {
    for (const response of ['550 5.1.8 bad sender', '550 5.7.1 Sender rejected'])
      expect(outcomeOf(reply(response))).toMatchObject({ kind: 'refused', strain: 'relay' })
    expect(outcomeOf(reply('553 5.7.1 no', 'MAIL FROM'))).toMatchObject({ strain: 'relay' })
  })

  it.each([
    reply('535 5.7.8 bad credentials', 'AUTH PLAIN', 'connecting'),
    reply('554 no SMTP service here', 'CONN', 'connecting'),
    { message: 'connect ECONNREFUSED', stage: 'connecting' as const },
    { message: 'self-signed certificate', stage: 'connecting' as const },
    { message: 'wrong version number', stage: 'connecting' as const },
  ])('before a mail could be offered, %o, means that nothing was sent', (error) => {
    expect(outcomeOf(error)).toMatchObject({ kind: 'unreachable', strain: 'relay' })
  })

  it('that never came is no doubt as long as no byte of the body was sent', () => {
    const message = 'Connection closed unexpectedly'
    expect(outcomeOf({ message, stage: 'asking' })).toMatchObject({
      kind: 'retry',
      strain: 'relay',
    })
    expect(outcomeOf({ message, stage: 'sending' })).toMatchObject({ kind: 'doubt' })
  })

  it('is kept without the names of mailboxes', () => {
    const outcome = outcomeOf(reply('550 5.1.1 <ada.l+x@example.org>: User unknown'))
    expect(outcome).toMatchObject({ reason: '550 5.1.1 <…@example.org>: User unknown' })
    expect(withoutMailboxes('to=ada@a.org, "b c"@d.org; e@f.org')).not.toMatch(/ada@|c"@|e@f/)
  })
})

describe('the words of an error', () => {
  it('are its last line, without addresses', () => {
    const error = new Error('Invalid `x()` in /srv/a.ts:1:2\n\nUnique: (email)=(ada@example.org)')
    expect(wordsOf(error)).toBe('Unique: (email)=(…@example.org)')
    expect(wordsOf('no error at all')).toBe('no error at all')
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
