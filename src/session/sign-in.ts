/** Signing in and out: a link is asked for, opened, and pressed. */
import { APIError } from 'better-auth'
import { createHash } from 'node:crypto'
import { headers } from 'next/headers'
import { findSignInLink } from '../db/members.ts'
import { consumeLimit } from '../db/limits.ts'
import { readReturnPath } from '../domain/return-path.ts'
import { env } from '../env.ts'
import { sendSignInMail } from '../mail/sign-in.tsx'
import { auth, type Deliver, LINK_MINUTES } from './auth.ts'

/**
 * Mails a sign-in link, unless the address has had its share: the answer is the same. Throws when
 * the mail cannot be sent, or not be counted.
 */
export async function mailSignInLink(email: string, next: string): Promise<void> {
  for (const name of ['sign-in-address-minute', 'sign-in-address'] as const) {
    if (!(await consumeLimit(name, email)).isAllowed) return
  }
  const deliver: Deliver = async (token) => {
    const link = new URL('/sign-in/link', env().SITE_URL)
    link.searchParams.set('token', token)
    if (next !== '/') link.searchParams.set('next', readReturnPath(next))
    await sendSignInMail(email, { link: link.href, minutes: LINK_MINUTES })
  }
  await auth().api.signInMagicLink({
    body: { email, metadata: { deliver } },
    headers: await headers(),
  })
}

/** Whom an unused link is for; null when it is used or over. Looking does not use it up. */
export async function readSignInLink(token: string, now: Date): Promise<string | null> {
  // As better-auth's magic-link plugin stores it: SHA-256 in unpadded base64url.
  const stored = createHash('sha256').update(token).digest('base64url')
  return findSignInLink(`magic-link:${stored}`, now)
}

/** Uses a link up and sets the session's cookie; says what is in the way otherwise. */
export async function pressSignInLink(token: string): Promise<'signed-in' | 'over' | 'closed'> {
  try {
    await auth().api.magicLinkVerify({ query: { token }, headers: await headers() })
    return 'signed-in'
  } catch (error) {
    if (!(error instanceof APIError)) throw error
    return error.status === 'FORBIDDEN' ? 'closed' : 'over'
  }
}

/** Ends this session and clears its cookie. */
export async function endThisSession(): Promise<void> {
  await auth().api.signOut({ headers: await headers() })
}
