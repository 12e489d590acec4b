/** Signing in and out: asking for a link, opening it, and pressing the button on its page. */

import { isAPIError } from 'better-auth/api'
import { headers } from 'next/headers'
import { queueLetter } from '../db/deliveries/letters.ts'
import { consumeLimit } from '../db/limits.ts'
import { findSignInLink } from '../db/members/members.ts'
import { allOrNothing, endSessionOf, sessionRows } from '../db/members/session-rows.ts'
import { isTakenError } from '../db/retry.ts'
import { mailboxOf } from '../domain/email-address.ts'
import { env } from '../env.ts'
import { signInMail } from '../mail/sign-in.ts'
import { goTo, refuseForeign } from './answers.ts'
import { answeringWithin } from './ask-provider.ts'
import { auth, type Deliver, LINK_MINUTES } from './auth.ts'
import { linkIdentifier } from './link-token.ts'
import { readPress } from './press.ts'
import { listProviders } from './providers.ts'
import { readRequest } from './request.ts'
import { readReturnPath } from './return-path.ts'
import { sessionToken } from './session-cookie.ts'

const PROVIDER_FAILED = '/sign-in?failed=provider'
const MOST_TRIES = 5

/**
 * Queues an email with a sign-in link, unless the mailbox has had its share or is suppressed: the
 * answer is the same. Throws when the email cannot be queued or counted.
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

/** Whose link it is; null when it is used or has expired. Looking does not use it up. */
export async function readSignInLink(token: string, now: Date): Promise<string | null> {
  return findSignInLink(linkIdentifier(token), now)
}

type Pressed = { failed: 'over' | 'closed' | 'again' } | { failed: null; hasHandle: boolean }

/** Uses a link up and sets the session's cookie, or says what went wrong; then the link still works. */
async function pressSignInLink(token: string): Promise<Pressed> {
  for (let tries = 1; ; tries++) {
    try {
      return await allOrNothing(async () => {
        const query = { token }
        const { user } = await auth().api.magicLinkVerify({ query, headers: await headers() })
        const { id } = user
        const member = await sessionRows().member.findUniqueOrThrow({ where: { id } })
        return { failed: null, hasHandle: member.handleChosenAt !== null }
      })
    } catch (error) {
      if (isAPIError(error)) return { failed: error.status === 'FORBIDDEN' ? 'closed' : 'over' }
      // The handle has just been taken, or this address has just got an account.
      if (isTakenError(error) && tries < MOST_TRIES) continue
      console.error('A sign-in link failed:', error)
      return { failed: 'again' }
    }
  }
}

/** Answers the POST of the button on a link's page. */
export async function answerPress(request: Request): Promise<Response> {
  const form = await readPress(request, 'sign-in-press')
  if (form instanceof Response) return form
  const token = String(form.get('token') ?? '')
  const next = readReturnPath(form.get('next'))
  const pressed = await pressSignInLink(token)
  if (pressed.failed === null) return goTo(pressed.hasHandle ? next : handlePage(next))
  const link: Record<string, string> = pressed.failed === 'again' ? { token, next } : {}
  return goTo(`/sign-in/link?${new URLSearchParams({ ...link, failed: pressed.failed })}`)
}

/** The page where a new member chooses a handle; it sends others on. */
function handlePage(next: string): string {
  return `/sign-in/handle?${new URLSearchParams({ next })}`
}

/** Answers the POST of a provider's button: redirects to the provider, which leads back. */
export async function answerProvider(request: Request, provider: string): Promise<Response> {
  const form = await readPress(request, 'sign-in-press')
  if (form instanceof Response) return form
  if (!listProviders().some(({ name }) => name === provider))
    return new Response('No such provider.\n', { status: 404 })
  const next = readReturnPath(form.get('next'))
  const { url } = await auth().api.signInSocial({
    body: {
      provider,
      callbackURL: handlePage(next),
      errorCallbackURL: `${PROVIDER_FAILED}&${new URLSearchParams({ next })}`,
    },
    headers: await headers(),
  })
  return goTo(url ?? PROVIDER_FAILED)
}

/** Answers the way back from a provider: signed in, or at the sign-in page with a message, whatever failed. */
export async function answerCallback(request: Request): Promise<Response> {
  const { search, pathname } = new URL(request.url)
  const { SITE_URL } = env()
  const asked = new Request(new URL(pathname + search, SITE_URL), { headers: await headers() })
  try {
    const { answer, handle } = await answeringWithin(() => auth().handler(asked))
    const to = new URL(answer.headers.get('location') ?? PROVIDER_FAILED, SITE_URL)
    if (to.origin !== SITE_URL || !to.pathname.startsWith('/sign-in')) return goTo(PROVIDER_FAILED)
    if (handle && to.pathname === '/sign-in/handle') to.searchParams.set('proposed', handle)
    const back = new Headers(answer.headers)
    back.set('Location', to.pathname + to.search)
    return new Response(null, { status: 303, headers: back })
  } catch (error) {
    console.error('A sign-in through a provider failed:', error)
    return goTo(PROVIDER_FAILED)
  }
}

/** Answers the POST of "Sign out": ends this session and clears its cookie. */
export async function answerSignOut(): Promise<Response> {
  const { isFromOwnPage } = await readRequest()
  if (!isFromOwnPage) return refuseForeign()
  // Also one that the secret before has signed, which better-auth does not read.
  const token = await sessionToken()
  if (token) await endSessionOf(token)
  await auth().api.signOut({ headers: await headers() })
  return goTo('/')
}
