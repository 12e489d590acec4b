/** Signing in through GitHub, Hugging Face and ORCID: each is there when its keys are set. */
import type { GenericOAuthConfig } from 'better-auth/plugins'
import { z } from 'zod'
import { type Env, env, type ProviderName } from '../env.ts'

type Provider = Pick<GenericOAuthConfig, 'authorizationUrl' | 'tokenUrl' | 'scopes'> & {
  label: string
  /** Who signed in, by the provider's word; null: somebody without an address of their own. */
  readPerson: (ask: Ask) => Promise<Person | null>
}
type Person = { id: string; email: string; emailVerified: boolean; name: string }
type Ask = (url: string) => Promise<unknown>

const TIMEOUT_MS = 10_000
const gitHubUser = z.object({ id: z.number(), name: z.string().nullish() })
const gitHubEmails = z.array(
  z.object({ email: z.email(), primary: z.boolean(), verified: z.boolean() }),
)
const openId = z.object({
  sub: z.string().min(1),
  name: z.string().nullish(),
  email: z.email().nullish(),
  email_verified: z.boolean().nullish(),
})

function providers(settings: Env): Record<ProviderName, Provider> {
  const { GITHUB_URL, GITHUB_API_URL, HUGGING_FACE_URL, ORCID_URL } = settings
  return {
    github: {
      label: 'GitHub',
      authorizationUrl: `${GITHUB_URL}/login/oauth/authorize`,
      tokenUrl: `${GITHUB_URL}/login/oauth/access_token`,
      scopes: ['read:user', 'user:email'],
      readPerson: async (ask) => {
        const user = gitHubUser.parse(await ask(`${GITHUB_API_URL}/user`))
        const emails = gitHubEmails.parse(await ask(`${GITHUB_API_URL}/user/emails`))
        const own = emails.find(({ primary, verified }) => primary && verified)
        return own
          ? { id: String(user.id), email: own.email, emailVerified: true, name: user.name ?? '' }
          : null
      },
    },
    'hugging-face': {
      label: 'Hugging Face',
      authorizationUrl: `${HUGGING_FACE_URL}/oauth/authorize`,
      tokenUrl: `${HUGGING_FACE_URL}/oauth/token`,
      scopes: ['openid', 'profile', 'email'],
      readPerson: async (ask) => {
        const user = openId.parse(await ask(`${HUGGING_FACE_URL}/oauth/userinfo`))
        const isOwn = user.email_verified === true
        return user.email && isOwn
          ? { id: user.sub, email: user.email, emailVerified: true, name: user.name ?? '' }
          : null
      },
    },
    orcid: {
      label: 'ORCID',
      authorizationUrl: `${ORCID_URL}/oauth/authorize`,
      tokenUrl: `${ORCID_URL}/oauth/token`,
      scopes: ['openid'],
      readPerson: async (ask) => {
        const user = openId.parse(await ask(`${ORCID_URL}/oauth/userinfo`))
        // ORCID tells no address. Nothing is ever mailed to .invalid (RFC 2606).
        const email = `${user.sub.toLowerCase()}@orcid.invalid`
        return { id: user.sub, email, emailVerified: false, name: user.name ?? '' }
      },
    },
  }
}

/** The providers that are on, as the sign-in page names them. */
export function listProviders(): { name: ProviderName; label: string }[] {
  const all = providers(env())
  return env().signInProviders.map(({ name }) => ({ name, label: all[name].label }))
}

/** The same, as better-auth wants them. */
export function providerConfigs(): GenericOAuthConfig[] {
  const all = providers(env())
  return env().signInProviders.map(({ name, clientId, clientSecret }) => {
    const { readPerson, label, ...addresses } = all[name]
    return {
      ...addresses,
      name: label,
      providerId: name,
      clientId,
      clientSecret,
      pkce: true,
      accountSubject: ({ profile }) => String(profile.id),
      getUserInfo: async ({ accessToken = '' }) => readPerson((url) => askAs(accessToken, url)),
    }
  })
}

async function askAs(accessToken: string, url: string): Promise<unknown> {
  const answer = await fetch(url, {
    headers: { Authorization: `Bearer ${accessToken}`, Accept: 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  if (!answer.ok) throw new Error(`${new URL(url).host} answered ${answer.status}`)
  return answer.json()
}
