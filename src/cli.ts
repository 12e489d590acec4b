/** npm start, import, job, migrate …: one entry, one verb each. */
import { existsSync } from 'node:fs'
import { bounceVerb, suppressionsVerb, TEMPORARY_FAILURE } from './cli-mail-verbs.ts'
import { importVerb, jobVerb, memberVerb, withDatabase } from './cli-verbs.ts'
import { EnvironmentError, env } from './env.ts'
import { buildPages, generateClient } from './server/build.ts'
import { databaseUrl } from './server/database.ts'
import { messageOf, PlainError } from './server/plain-error.ts'
import { keepLogPrivate } from './server/private-log.mjs'
import { QUIET } from './server/run-node.ts'
import { useSecrets } from './server/secrets.ts'
import { startSite } from './server/start.ts'

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
    await startSite('dev')
    return undefined
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
  suppressions: suppressionsVerb,
  bounce: bounceVerb,
}

async function main() {
  if (existsSync('.env')) process.loadEnvFile('.env')
  Object.assign(process.env, QUIET)
  // What a verb logs is for whoever called it.
  keepLogPrivate(['error', 'warn'])
  const [name = '', ...args] = process.argv.slice(2)
  const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined
  if (!verb) throw new PlainError(`Usage: npm run VERB, one of ${Object.keys(VERBS).join(', ')}`)
  env()
  return verb(args)
}

/** Whether an error's message is all that people need. */
function isPlain(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return (
    error instanceof PlainError ||
    error instanceof EnvironmentError ||
    code.startsWith('ERR_PARSE_ARGS')
  )
}

main().then(
  (code) => code !== undefined && process.exit(code),
  (error: unknown) => {
    console.error(isPlain(error) ? messageOf(error) : error)
    process.exit(process.argv[2] === 'bounce' ? TEMPORARY_FAILURE : 1)
  },
)
