/** better-auth as this site uses it: emailed links, sessions in Postgres, no passwords. */
import { APIError, betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { nextCookies } from 'better-auth/next-js'
import { genericOAuth, magicLink } from 'better-auth/plugins'
import { makeUpHandle } from '../db/members/handles.ts'
import { appointAdmin } from '../db/members/roles.ts'
import { allOrNothing, sessionRows } from '../db/members/session-rows.ts'
import { cookiePrefix } from '../domain/member.ts'
import { env } from '../env.ts'
import { CLIENT_ADDRESS } from '../wire/headers.ts'
import { hashLinkToken } from './link-token.ts'
import { providerConfigs } from './providers.ts'

/** How long an emailed link works (ASVS 6.5.5: at most ten minutes). */
export const LINK_MINUTES = 10
const SESSION_DAYS = 60
const DAY_S = 86_400

/** Takes a sign-in link's token: for the email, or for the command line. */
export type Deliver = (token: string) => Promise<void> | void

function createAuth() {
  const { SITE_URL, AUTH_SECRET, isSecure } = env()
  return betterAuth({
    appName: 'Broadsheet',
    baseURL: SITE_URL,
    basePath: '/api/auth',
    secret: AUTH_SECRET,
    database: prismaAdapter(sessionRows(), { provider: 'postgresql' }),
    telemetry: { enabled: false },
    // The rest of what it logs may hold tokens and addresses.
    logger: { level: 'warn', log: (_level, words, ...rest) => console.error(words, causeIn(rest)) },
    // We have our own limits, since its do not see calls from the server.
    rateLimit: { enabled: false },
    user: {
      modelName: 'member',
      additionalFields: {
        handle: { type: 'string', required: false, input: false },
        role: { type: 'string', required: false, input: false },
        hidesActivity: { type: 'boolean', required: false, input: false },
        wantsReplyMail: { type: 'boolean', required: false, input: false },
        bannedAt: { type: 'date', required: false, input: false },
      },
    },
    session: {
      fields: { userId: 'memberId' },
      expiresIn: SESSION_DAYS * DAY_S,
      // A render cannot set cookies, so a session's days count from the sign-in.
      disableSessionRefresh: true,
    },
    account: {
      fields: { userId: 'memberId' },
      accountLinking: { enabled: true },
    },
    advanced: {
      // With true, the prefix would be __Secure-.
      useSecureCookies: false,
      cookiePrefix: cookiePrefix(isSecure),
      defaultCookieAttributes: { secure: isSecure, sameSite: 'lax', httpOnly: true, path: '/' },
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS] },
    },
    databaseHooks: {
      user: {
        create: {
          before: async (user) => ({
            data: {
              ...user,
              name: user.name.slice(0, 80),
              handle: await makeUpHandle(sessionRows()),
            },
          }),
        },
      },
      session: { create: { before: admit } },
      account: { create: { before: async (account) => ({ data: withoutTokens(account) }) } },
    },
    plugins: [
      magicLink({
        expiresIn: LINK_MINUTES * 60,
        storeToken: { type: 'custom-hasher', hash: async (token) => hashLinkToken(token) },
        sendMagicLink: async ({ token, metadata }) => {
          await (metadata as { deliver: Deliver }).deliver(token)
        },
      }),
      genericOAuth({ config: providerConfigs() }),
      nextCookies(),
    ],
  })
}

let made: ReturnType<typeof createAuth> | undefined

/** The one instance of this process. */
export function auth() {
  made ??= createAuth()
  return made
}

/** Keeps the banned out, and gives the operator's admins their role. */
async function admit({ userId }: { userId: string }) {
  const member = await sessionRows().member.findUniqueOrThrow({ where: { id: userId } })
  if (member.bannedAt) throw new APIError('FORBIDDEN', { message: 'This account is closed.' })
  const isAdmin = member.emailVerified && env().ADMIN_EMAILS.includes(member.email)
  if (isAdmin) await allOrNothing(() => appointAdmin(sessionRows(), userId, new Date()))
}

function causeIn(rest: unknown[]): unknown {
  return rest.find((one) => one instanceof Error) ?? ''
}

/** Nothing here calls a provider after the sign-in, so no token is kept to be stolen. */
function withoutTokens<Account extends object>(account: Account): Account {
  return { ...account, accessToken: null, refreshToken: null, idToken: null }
}
