/** Signing in and out: a link is asked for, opened, and pressed. */

import { createHash } from 'node:crypto'
import { isAPIError } from 'better-auth/api'
import { headers } from 'next/headers'
import { queueLetter } from '../db/letters.ts'
import { consumeLimit } from '../db/limits.ts'
import { findSignInLink } from '../db/members.ts'
import { mailboxOf } from '../domain/letter.ts'
import { readReturnPath } from '../domain/return-path.ts'
import { env } from '../env.ts'
import { signInMail } from '../mail/sign-in.ts'
import { auth, type Deliver, LINK_MINUTES } from './auth.ts'
import { listProviders } from './providers.ts'
import { readRequest } from './request.ts'

/**
 * Queues a mail with a sign-in link, unless the mailbox has had its share or must not be mailed: the
 * answer is the same. Throws when it cannot be queued, or not be counted.
 */
export async function queueSignInLink(email: string, next: string, now: Date): Promise<void> {
  for (const name of ['sign-in-address-minute', 'sign-in-address'] as const) {
    if (!(await consumeLimit(name, mailboxOf(email))).isAllowed) return
  }
  const deliver: Deliver = async (token) => {
    const link = new URL('/sign-in/link', env().SITE_URL)
    link.searchParams.set('token', token)
    if (next !== '/') link.searchParams.set('next', readReturnPath(next))
    const about = { link: link.href, siteUrl: env().SITE_URL, minutes: LINK_MINUTES }
    const letter = { kind: 'sign-in' as const, to: email, content: await signInMail(about) }
    const expiresAt = new Date(now.getTime() + LINK_MINUTES * 60_000)
    await queueLetter(letter, { now, expiresAt })
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
async function pressSignInLink(token: string): Promise<'signed-in' | 'over' | 'closed'> {
  try {
    await auth().api.magicLinkVerify({ query: { token }, headers: await headers() })
    return 'signed-in'
  } catch (error) {
    if (!isAPIError(error)) throw error
    return error.status === 'FORBIDDEN' ? 'closed' : 'over'
  }
}

/** Answers the POST of the button on the page of a link. */
export async function answerPress(request: Request): Promise<Response> {
  const { isFromOwnPage, network } = await readRequest()
  if (!isFromOwnPage) return new Response('This did not come from a page here.\n', { status: 403 })
  const limit = await consumeLimit('sign-in-press', network ?? 'local')
  if (!limit.isAllowed) {
    const headers = { 'Retry-After': String(limit.retryAfterSeconds) }
    return new Response('That was a lot at once. Wait a moment.\n', { status: 429, headers })
  }
  const form = await request.formData().catch(() => new FormData())
  const outcome = await pressSignInLink(String(form.get('token') ?? ''))
  return goTo(
    outcome === 'signed-in' ? readReturnPath(form.get('next')) : `/sign-in/link?failed=${outcome}`,
  )
}

/** Answers the POST of a provider's button: off to the provider, with the way back. */
export async function answerProvider(request: Request, provider: string): Promise<Response> {
  const { isFromOwnPage, network } = await readRequest()
  if (!isFromOwnPage) return new Response('This did not come from a page here.\n', { status: 403 })
  if (!listProviders().some(({ name }) => name === provider))
    return new Response('There is no such provider.\n', { status: 404 })
  const limit = await consumeLimit('sign-in-press', network ?? 'local')
  if (!limit.isAllowed) return new Response('Wait a moment.\n', { status: 429 })
  const form = await request.formData().catch(() => new FormData())
  const { url } = await auth().api.signInSocial({
    body: {
      provider,
      callbackURL: readReturnPath(form.get('next')),
      errorCallbackURL: '/sign-in?failed=provider',
    },
    headers: await headers(),
  })
  return goTo(url ?? '/sign-in?failed=provider')
}

/** Answers the way back from a provider. */
export async function answerCallback(request: Request): Promise<Response> {
  const { search, pathname } = new URL(request.url)
  const asked = new Request(new URL(pathname + search, env().SITE_URL), {
    headers: await headers(),
  })
  return auth().handler(asked)
}

/** Answers the POST of "Sign out": ends this session and clears its cookie. */
export async function answerSignOut(): Promise<Response> {
  const { isFromOwnPage } = await readRequest()
  if (!isFromOwnPage) return new Response('This did not come from a page here.\n', { status: 403 })
  await auth().api.signOut({ headers: await headers() })
  return goTo('/')
}

function goTo(path: string): Response {
  return new Response(null, { status: 303, headers: { Location: path } })
}
