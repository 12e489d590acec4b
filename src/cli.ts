/** npm start, import, job, migrate …: one entry, one verb each. */
import { existsSync, statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { parseEditionDate } from './domain/edition.ts'
import { parseEmailAddress } from './domain/email-address.ts'
import { ROLES } from './domain/member.ts'
import { EnvironmentError, env } from './env.ts'
import { buildPages, generateClient } from './server/build.ts'
import { databaseUrl, migrateDatabase, openDatabase } from './server/database.ts'
import { openMailbox } from './server/mailbox.ts'
import { PlainError } from './server/plain-error.ts'
import { QUIET, runNode } from './server/run-node.ts'
import { useSecrets } from './server/secrets.ts'
import { startSite } from './server/start.ts'

/** Exit code for a file that no reader understands. */
const NOT_UNDERSTOOD = 2
/** Jobs that are not by the clock. */
const BACK_FILL = 'back-fill'
const GRANT_ADMIN = 'grant-admin'

const VERBS: Record<string, (args: string[]) => Promise<number | undefined>> = {
  async start() {
    await startSite('start')
    return undefined
  },
  async serve() {
    await startSite('serve')
    return undefined
  },
  async dev() {
    await generateClient()
    return withDatabase(async () => {
      const next = 'node_modules/next/dist/bin/next'
      await runNode(next, ['dev', '--port', String(env().PORT)], { isLoud: true })
      return 0
    })
  },
  async build() {
    useSecrets()
    await generateClient()
    await buildPages()
    return 0
  },
  async migrate() {
    return withDatabase(async () => 0)
  },
  async 'database-url'() {
    console.log(databaseUrl())
    return 0
  },
  import: importVerb,
  job: jobVerb,
  member: memberVerb,
}

async function importVerb(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { edition: { type: 'string' } },
  })
  const edition = values.edition === undefined ? undefined : parseEditionDate(values.edition)
  if (edition === null)
    throw new PlainError(`--edition takes a date such as 2026-02-09, not ${values.edition}.`)
  if (positionals.length === 0)
    throw new PlainError('Name the files: npm run import -- FILE… [--edition YYYY-MM-DD]')
  const missing = positionals.find((path) => !statSync(path, { throwIfNoEntry: false })?.isFile())
  if (missing) throw new PlainError(`There is no file ${missing}.`)
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
      if (!report) console.error(`${path} is not understood; nothing of it was imported.`)
    }
    const told = Object.entries(sum).map(([name, value]) => `${name} ${value}`)
    console.log(told.join(', '))
    return code
  })
}

async function jobVerb(args: string[]): Promise<number> {
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
    throw new PlainError('--now takes an instant such as 2026-02-09T08:00:00Z.')
  // Mails are set by React, which takes six times as long for a developer.
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
    if (!job) throw new PlainError(`Name a job: ${names}.`)
    console.log(JSON.stringify(await job.run(now)))
    return 0
  })
}

function rangeOf({ from = '', to = from }: { from?: string; to?: string }) {
  const range = { from: parseEditionDate(from), to: parseEditionDate(to) }
  if (range.from && range.to && range.from <= range.to) return { from: range.from, to: range.to }
  throw new PlainError(`npm run job -- ${BACK_FILL} --from YYYY-MM-DD [--to YYYY-MM-DD]`)
}

async function grantAdmin(typed: string, now: Date) {
  const email = parseEmailAddress(typed)
  if (!email) throw new PlainError(`Name an address: npm run job -- ${GRANT_ADMIN} EMAIL`)
  const { grantAdmin: grant } = await import('./jobs/grant-admin.ts')
  const granted = await grant(email, now)
  if (!granted)
    throw new PlainError(`No member with an open account has the address ${email}: sign in first.`)
  return granted
}

async function memberVerb(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { role: { type: 'string', default: 'member' } },
  })
  const email = parseEmailAddress(positionals[0] ?? '')
  const role = ROLES.find((one) => one === values.role)
  if (!env().isLocal) throw new PlainError('Members are made by hand on a local site only.')
  if (!email || !role)
    throw new PlainError(`Name an address: npm run member -- EMAIL [--role ${ROLES.join('|')}]`)
  return withDatabase(async () => {
    const { signInWithoutMail } = await import('./session/sign-in-without-mail.ts')
    console.log(await signInWithoutMail(email, role))
    return 0
  })
}

/** Works on a migrated database with mail that can leave or stay, and gives it back. */
async function withDatabase(work: () => Promise<number>): Promise<number> {
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

async function main() {
  if (existsSync('.env')) process.loadEnvFile('.env')
  Object.assign(process.env, QUIET)
  const [name = '', ...args] = process.argv.slice(2)
  const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined
  if (!verb) throw new PlainError(`The verbs are ${Object.keys(VERBS).join(', ')}.`)
  env()
  return verb(args)
}

/** Whether an error's message is all that its reader needs. */
function isPlain(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return (
    error instanceof PlainError ||
    error instanceof EnvironmentError ||
    code.startsWith('ERR_PARSE_ARGS')
  )
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

main().then(
  (code) => code !== undefined && process.exit(code),
  (error: unknown) => {
    console.error(isPlain(error) ? messageOf(error) : error)
    process.exit(1)
  },
)
