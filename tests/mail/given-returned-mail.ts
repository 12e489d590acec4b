/** Mails that came back, as mail servers write them. */

export type Recipient = {
  action?: string
  status?: string
  words?: string
  final?: string
  original?: string
}
const crlf = (lines: string[]) => Buffer.from(lines.join('\r\n'))

/** A report as Postfix writes it; `to` is the return path that it came to. */
export function aReport({
  to = 'bounces@papers.example.org',
  recipients = [{}] as Recipient[],
  messageId = '',
  enclosed = 'text/rfc822-headers',
} = {}): Buffer {
  const groups = recipients.flatMap(({ final = 'ada@example.org', original = final, ...one }) => [
    '',
    `Final-Recipient: rfc822; ${final}`,
    `Original-Recipient: rfc822;${original}`,
    `Action: ${one.action ?? 'failed'}`,
    `Status: ${one.status ?? '5.1.1'}`,
    'Remote-MTA: dns; mx.example.org',
    `Diagnostic-Code: smtp; ${one.words ?? '550 5.1.1 <ada@example.org>: Recipient'}`,
    '    address rejected',
  ])
  return crlf([
    'Return-Path: <>',
    'Received: by relay.example.net (Postfix) id 4XYZ; Mon,  9 Feb 2026 13:31:00 +0000 (UTC)',
    'Date: Mon,  9 Feb 2026 13:31:00 +0000 (UTC)',
    'From: MAILER-DAEMON@relay.example.net (Mail Delivery System)',
    'Subject: Undelivered Mail Returned to Sender',
    `To: ${to}`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status;',
    '\tboundary="4XYZ.1/relay.example.net"',
    '',
    'This is a MIME-encapsulated message.',
    '',
    '--4XYZ.1/relay.example.net',
    'Content-Description: Notification',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'This is the mail system at host relay.example.net.',
    '',
    '--4XYZ.1/relay.example.net',
    'Content-Description: Delivery report',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; relay.example.net',
    'X-Postfix-Queue-ID: 4XYZ',
    'Arrival-Date: Mon,  9 Feb 2026 13:30:00 +0000 (UTC)',
    ...groups,
    '',
    '--4XYZ.1/relay.example.net',
    'Content-Description: Undelivered Message Headers',
    `Content-Type: ${enclosed}`,
    '',
    'From: "Broadsheet" <papers@papers.example.org>',
    'To: <ada@example.org>',
    ...(messageId ? [`Message-ID: <${messageId}>`] : []),
    'Subject: Trending papers',
    '',
    ...(enclosed === 'message/rfc822' ? ['What the mail said.', ''] : []),
    '--4XYZ.1/relay.example.net--',
    '',
  ])
}

/** A complaint as a provider of mailboxes sends it. */
export function aComplaint({ type = 'abuse', messageId = '', mailFrom = '' } = {}): Buffer {
  return crlf([
    'From: <abusedesk@mailboxes.example>',
    'Date: Mon, 9 Feb 2026 15:00:00 +0000',
    'Subject: FW: Trending papers',
    'To: <bounces@papers.example.org>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=feedback-report; boundary="part"',
    '',
    '--part',
    'Content-Type: text/plain; charset="US-ASCII"',
    '',
    'This is an email abuse report.',
    '',
    '--part',
    'Content-Type: message/feedback-report',
    '',
    `Feedback-Type: ${type}`,
    'User-Agent: SomeGenerator/1.0',
    'Version: 1',
    ...(mailFrom ? [`Original-Mail-From: <${mailFrom}>`] : []),
    'Source-IP: 192.0.2.1',
    '',
    '--part',
    'Content-Type: message/rfc822',
    'Content-Disposition: inline',
    '',
    'From: <papers@papers.example.org>',
    'To: <redacted@example.org>',
    'Subject: Trending papers',
    ...(messageId ? [`Message-ID: <${messageId}>`] : []),
    '',
    'What the mail said.',
    '--part--',
    '',
  ])
}

/** A mail that a mail program sends to the address of List-Unsubscribe. */
export function aMailToUnsubscribe(subject: string): Buffer {
  return crlf([
    'From: Ada <ada@example.org>',
    'To: unsubscribe@papers.example.org',
    `Subject: ${subject}`,
    'Message-ID: <1@example.org>',
    '',
    '',
  ])
}
