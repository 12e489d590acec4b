/** The local mailbox for programs: its list as JSON, and each mail as it was sent. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import ipaddr from 'ipaddr.js'
import { findMail, listMails } from '../../db/deliveries/mailbox.ts'
import { readMail } from '../../mail/read-mail.ts'
import type { MailboxFile } from './policy.ts'
import { commonHeaders, MAIL_HEADERS, type Secured } from './security-headers.ts'

const LOCAL_NAMES = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i
const FORWARDING =
  /^(?:x-forwarded(?:-.+)?|forwarded|via|x-real-ip|x-client-ip|x-cluster-client-ip|true-client-ip|cf-connecting-ip|fastly-client-ip)$/i

/**
 * Whether a request comes from this machine itself: a loopback address, a loopback name (a page
 * elsewhere may have pointed its own name here), and nothing that forwarded it.
 */
export function isFromHere({ socket, rawHeaders, headers }: IncomingMessage): boolean {
  const address = socket.remoteAddress ?? ''
  if (!ipaddr.isValid(address) || ipaddr.process(address).range() !== 'loopback') return false
  if (!LOCAL_NAMES.test(headers.host ?? '')) return false
  return !rawHeaders.some((text, index) => index % 2 === 0 && FORWARDING.test(text))
}

/** Answers with a file of the mailbox, or 404. */
export async function sendMailboxFile(
  file: MailboxFile,
  response: ServerResponse,
  site: Secured,
): Promise<void> {
  const { type, body } = await read(file)
  response.writeHead(body === undefined ? 404 : 200, [
    ...commonHeaders(site),
    ...['Cache-Control', 'no-store', 'Content-Type', type],
    ...(file.form === 'html' ? MAIL_HEADERS : []),
  ])
  response.end(body)
}

async function read(file: MailboxFile): Promise<{ type: string; body?: Uint8Array | string }> {
  if (file.form === 'json')
    return { type: 'application/json', body: JSON.stringify(await listMails()) }
  const mail = await findMail(file.n)
  if (file.form === 'eml') return { type: 'message/rfc822', body: mail?.bytes }
  const html = mail && (await readMail(mail.bytes)).html
  return { type: 'text/html; charset=utf-8', body: html || undefined }
}
