/** Signing in through GitHub, Hugging Face and ORCID: each is offered when its keys are set. */
import type { GenericOAuthConfig } from 'better-auth/plugins'
import { z } from 'zod'
import { parseEmailAddress } from '../domain/email-address.ts'
import { type Env, env, type ProviderName } from '../env.ts'
import { askAs, exchangeCode, noteUserName } from './ask-provider.ts'

type Provider = Pick<GenericOAuthConfig, 'authorizationUrl' | 'tokenUrl' | 'scopes'> & {
  label: string
  /** Who signed in, according to the provider; null: somebody without a verified address. */
  readPerson: (ask: Ask) => Promise<Person | null>
}
type Person = {
  id: string
  email: string
  emailVerified: boolean
  name: string
  /** Their public name there. */
  userName?: string
}
type Ask = (url: string) => Promise<unknown>

const gitHubUser = z.object({
  id: z.number(),
  login: z.string().nullish(),
  name: z.string().nullish(),
})
/** Only the address that is used has to be valid. */
const gitHubEmails = z.array(
  z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }),
)
const openId = z.object({
  sub: z.string().min(1),
  name: z.string().nullish(),
  preferred_username: z.string().nullish(),
  email: z.string().nullish(),
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
        const email = own ? parseEmailAddress(own.email) : null
        const { id, name, login } = user
        return email === null
          ? null
          : { id: String(id), email, emailVerified: true, ...named(name, login) }
      },
    },
    'hugging-face': {
      label: 'Hugging Face',
      authorizationUrl: `${HUGGING_FACE_URL}/oauth/authorize`,
      tokenUrl: `${HUGGING_FACE_URL}/oauth/token`,
      scopes: ['openid', 'profile', 'email'],
      readPerson: async (ask) => {
        const user = openId.parse(await ask(`${HUGGING_FACE_URL}/oauth/userinfo`))
        const email = user.email_verified ? parseEmailAddress(user.email ?? '') : null
        const { sub: id, name, preferred_username: userName } = user
        return email === null ? null : { id, email, emailVerified: true, ...named(name, userName) }
      },
    },
    orcid: {
      label: 'ORCID',
      authorizationUrl: `${ORCID_URL}/oauth/authorize`,
      tokenUrl: `${ORCID_URL}/oauth/token`,
      scopes: ['openid'],
      readPerson: async (ask) => {
        const user = openId.parse(await ask(`${ORCID_URL}/oauth/userinfo`))
        // ORCID gives no address. No mail is ever sent to .invalid (RFC 2606).
        const email = `${user.sub.toLowerCase()}@orcid.invalid`
        return { id: user.sub, email, emailVerified: false, ...named(user.name) }
      },
    },
  }
}

/** The providers that are on, as the sign-in page names them. */
export function listProviders(): { name: ProviderName; label: string }[] {
  const all = providers(env())
  return env().signInProviders.map(({ name }) => ({ name, label: all[name].label }))
}

/** The same, in better-auth's form. */
export function providerConfigs(): GenericOAuthConfig[] {
  const all = providers(env())
  return env().signInProviders.map(({ name, clientId, clientSecret }) => {
    const { readPerson, label, ...addresses } = all[name]
    const { tokenUrl = '' } = addresses
    return {
      ...addresses,
      name: label,
      providerId: name,
      clientId,
      clientSecret,
      pkce: true,
      accountSubject: ({ profile }) => String(profile.id),
      getToken: ({ code, redirectURI, codeVerifier = '' }) =>
        exchangeCode(tokenUrl, {
          grant_type: 'authorization_code',
          code,
          redirect_uri: redirectURI,
          code_verifier: codeVerifier,
          client_id: clientId,
          client_secret: clientSecret,
        }),
      getUserInfo: async ({ accessToken = '' }) => {
        const person = await readPerson((url) => askAs(accessToken, url))
        noteUserName(person?.userName)
        return person
      },
    }
  })
}

function named(name?: string | null, userName?: string | null) {
  return { name: name ?? '', userName: userName ?? undefined }
}
