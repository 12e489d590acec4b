/** Why a database cannot be used, in words for whoever runs the site. */

/** Its message continues a sentence that begins with the database's name. */
export class DatabaseProblem extends Error {}

const SAID: [RegExp, string][] = [
  [/^28P01$/, 'the user or password is wrong.'],
  [/^28000$/, 'it does not let this user in from here: see its pg_hba.conf.'],
  [/^3D000$/, 'there is no such database. Create it with CREATE DATABASE … ENCODING UTF8.'],
  [/^42501$/, 'this user lacks a permission there:'],
  [/^53300$/, 'it has no free connections. Raise its max_connections, or close some.'],
  [/^53/, 'it is out of disk, memory or connections:'],
  [/^57P03$/, 'it is starting or stopping. Try again in a moment.'],
  [/^25006$/, 'it takes no writes: it is a standby, or read-only.'],
  [/^(?:ECONNREFUSED|ENOENT)$/, 'nothing is listening there.'],
  [/no such file or directory, open/, 'a file named in its address cannot be read:'],
  [/^(?:ENOTFOUND|EAI_AGAIN)$/, 'its host was not found.'],
  [/^(?:ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/, 'its host does not answer.'],
  [/^ECONNRESET$/, 'it closed the connection.'],
  [
    /^(?:DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+)$/,
    'its certificate is not signed by anyone this machine trusts. Name the authority with sslrootcert=FILE, or add sslmode=no-verify to skip the check.',
  ],
  [
    /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    'its certificate is for another name. Use the name in the certificate, or sslmode=verify-ca with sslrootcert=FILE, which checks only the authority.',
  ],
  [/^CERT_HAS_EXPIRED$/, 'its certificate has expired.'],
  [/does not support SSL/, 'it does not speak TLS. Remove sslmode, or set sslmode=disable.'],
  [/SASL.*password must be a string/, 'it asks for a password, but the address has none.'],
  [/timeout/i, 'it did not answer in time.'],
  [/unsupported startup parameter/, 'a pooler in front of it refuses a parameter of the address:'],
]

/** A failure to connect or migrate as one sentence, ending with Postgres's own words where they help. */
export function problemOf(error: unknown): string {
  if (error instanceof DatabaseProblem) return error.message
  const {
    code = '',
    message = '',
    errors,
  } = error as {
    code?: string
    message?: string
    errors?: unknown[]
  }
  // A host with several addresses gives one error for each.
  if (errors?.[0] && !message) return problemOf(errors[0])
  const own = oneLine(message)
  const said =
    SAID.find(([sign]) => sign.test(message))?.[1] ?? SAID.find(([sign]) => sign.test(code))?.[1]
  // "no pg_hba.conf entry … no encryption" has the same code as every other refusal.
  if (code === '28000' && /no encryption/.test(message))
    return 'it requires TLS: add sslmode=verify-full.'
  if (!said) return `${own || code}.`
  return said.endsWith(':') ? `${said} ${own}.` : said
}

function oneLine(message: string): string {
  return message
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .join(' ')
    .replace(/\.$/, '')
}
