/** The verbs that work on the database. */
import { statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { clockFrom } from './domain/clock.ts'
import { parseEditionDate } from './domain/edition.ts'
import { parseEmailAddress } from './domain/email-address.ts'
import { ROLES } from './domain/member.ts'
import { env } from './env.ts'
import { generateClient } from './server/build.ts'
import { migrateDatabase, openDatabase } from './server/database.ts'
import { openMailbox } from './server/mailbox.ts'
import { messageOf, PlainError } from './server/plain-error.ts'
import { useSecrets } from './server/secrets.ts'

/** Exit code for a file that no reader understands. */
const NOT_UNDERSTOOD = 2
/** Jobs without a schedule. */
const BACK_FILL = 'back-fill'
const GRANT_ADMIN = 'grant-admin'

/** npm run import: exits with 2 when a file is not understood. */
export async function importVerb(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { edition: { type: 'string' } },
  })
  const edition = values.edition === undefined ? undefined : parseEditionDate(values.edition)
  if (edition === null)
    throw new PlainError(`--edition takes a date such as 2026-02-09, not ${values.edition}.`)
  if (positionals.length === 0)
    throw new PlainError('Usage: npm run import -- FILE… [--edition YYYY-MM-DD]')
  const missing = positionals.find((path) => !statSync(path, { throwIfNoEntry: false })?.isFile())
  if (missing) throw new PlainError(`No such file: ${missing}`)
  return withDatabase(async () => {
    const { importFile } = await import('./jobs/import-files.ts')
    const { add } = await import('./jobs/import-items.ts')
    const sum = { imported: 0, updated: 0, unchanged: 0, quarantined: 0 }
    let code = 0
    for (const path of positionals) {
      const options = { now: new Date(), clock: env().editionClock, edition }
      const report = await importFile(path, options).catch((error) => {
        throw new PlainError(`${path} was not imported: ${messageOf(error)}`)
      })
      if (report) add(sum, report)
      else code = NOT_UNDERSTOOD
      if (!report) console.error(`${path} was not understood; nothing was imported from it.`)
    }
    const totals = Object.entries(sum).map(([name, value]) => `${name} ${value}`)
    console.log(totals.join(', '))
    return code
  })
}

/** npm run job: one job, whose report it prints as JSON. */
export async function jobVerb(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      now: { type: 'string' },
      from: { type: 'string' },
      to: { type: 'string' },
      email: { type: 'string' },
    },
  })
  const now = values.now ? new Date(values.now) : new Date()
  if (Number.isNaN(now.getTime()))
    throw new PlainError('--now takes a time such as 2026-02-09T08:00:00Z.')
  // React renders the emails, and takes six times as long in development mode.
  Object.assign(process.env, { NODE_ENV: 'production' })
  return withDatabase(async () => {
    const { JOBS } = await import('./jobs/schedule.ts')
    const [name = ''] = positionals
    if (name === BACK_FILL) {
      const { backFill } = await import('./jobs/back-fill.ts')
      console.log(JSON.stringify(await backFill(rangeOf(values), now)))
      return 0
    }
    if (name === GRANT_ADMIN) {
      console.log(JSON.stringify(await grantAdmin(values.email ?? positionals[1] ?? '', now)))
      return 0
    }
    const job = Object.hasOwn(JOBS, name) ? JOBS[name] : undefined
    const names = [...Object.keys(JOBS), BACK_FILL, GRANT_ADMIN].join(', ')
    if (!job) throw new PlainError(`Usage: npm run job -- NAME, one of ${names}`)
    console.log(JSON.stringify(await job.run(clockFrom(now))))
    return 0
  })
}

function rangeOf({ from = '', to = from }: { from?: string; to?: string }) {
  const range = { from: parseEditionDate(from), to: parseEditionDate(to) }
  if (range.from && range.to && range.from <= range.to) return { from: range.from, to: range.to }
  throw new PlainError(`Usage: npm run job -- ${BACK_FILL} --from YYYY-MM-DD [--to YYYY-MM-DD]`)
}

async function grantAdmin(typed: string, now: Date) {
  const email = parseEmailAddress(typed)
  if (!email) throw new PlainError(`Usage: npm run job -- ${GRANT_ADMIN} --email EMAIL`)
  const { grantAdmin: grant } = await import('./jobs/grant-admin.ts')
  const granted = await grant(email, now)
  if (!granted) throw new PlainError('No open account has that address. Sign in with it first.')
  return granted
}

/** npm run member: makes a member and prints a session cookie. */
export async function memberVerb(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { role: { type: 'string', default: 'member' } },
  })
  const email = parseEmailAddress(positionals[0] ?? '')
  const role = ROLES.find((one) => one === values.role)
  if (!env().isLocal) throw new PlainError('npm run member only works on a local site.')
  if (!email || !role)
    throw new PlainError(`Usage: npm run member -- EMAIL [--role ${ROLES.join('|')}]`)
  return withDatabase(async () => {
    const { signInWithoutMail } = await import('./session/sign-in-without-mail.ts')
    console.log(await signInWithoutMail(email, role))
    return 0
  })
}

/** Does the work with a migrated database and mail set up, and closes both afterwards. */
export async function withDatabase(work: () => Promise<number>): Promise<number> {
  useSecrets()
  await generateClient()
  const release = await openDatabase()
  let closeMailbox = async () => {}
  try {
    await migrateDatabase()
    closeMailbox = await openMailbox()
    return await work()
  } finally {
    const { closeMail } = await import('./mail/transport.ts')
    closeMail()
    await closeMailbox()
    const { closeDb } = await import('./db/client.ts')
    const { flushChanges } = await import('./db/changes.ts')
    const { closeLimits } = await import('./db/limits.ts')
    await flushChanges()
    await closeLimits()
    await closeDb()
    await release()
  }
}
