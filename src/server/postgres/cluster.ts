/** Creates Postgres's data, whole or not at all, and adapts it to the user who runs it and the password. */
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import path from 'node:path'
import { PlainError } from '../plain-error.ts'
import { type PostgresIdentity, runAs } from './as-root.ts'
import { type PostgresBinaries, run } from './binaries.ts'
import { reasonIn } from './log.ts'
import { clearStalePidFile, clusterOf } from './postmaster.ts'
import { newSignature } from './process-signature.ts'
import { type PostgresSettings, saveSettings, settingsOf } from './settings.ts'

/** Everything it takes to run Postgres on a data folder. */
export type Launch = { folder: string; binaries: PostgresBinaries; identity: PostgresIdentity }

/** Creates the database if there is none; after that, Postgres can be started on it. */
export async function prepareCluster(launch: Launch, say: (line: string) => void): Promise<void> {
  const { folder, identity } = launch
  const settings = settingsOf(folder)
  const cluster = clusterOf(folder)
  if (!existsSync(cluster)) {
    say(`Creating the database in ${folder}`)
    await makeCluster(launch, settings)
  } else {
    await giveTo(identity, cluster)
    if (settings.passwordSet) return
    clearStalePidFile(folder)
    await sql(launch, cluster, setPassword(settings))
  }
  saveSettings(folder, { ...settings, passwordSet: true })
}

/** Moves the new data into place only once it is complete, so this may be killed at any time. */
async function makeCluster(launch: Launch, settings: PostgresSettings): Promise<void> {
  const { folder, identity, binaries } = launch
  removeHalfMade(folder)
  // Never the same name twice: an initdb whose parent was killed may still be writing.
  const fresh = path.join(folder, `postgres.new-${newSignature()}`)
  mkdirSync(fresh, { mode: 0o700 })
  if (identity.owner) chownSync(fresh, identity.owner.uid, identity.owner.gid)
  // The builtin locale needs none from the system and sorts the same on every machine.
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
  const auth = ['--auth-host=scram-sha-256', '--auth-local=reject', '--username=broadsheet']
  const command = [binaries.initdb, '-D', fresh, '--encoding=UTF8', ...locale, ...auth]
  const { code, output } = await runAs(identity, binaries, command, { cwd: folder })
  if (code !== 0)
    throw new PlainError(`The database cannot be created in ${folder}: ${reasonIn(output)}`)
  await sql(launch, fresh, `CREATE DATABASE broadsheet\n${setPassword(settings)}`)
  renameSync(fresh, clusterOf(folder))
}

function removeHalfMade(folder: string): void {
  for (const file of readdirSync(folder).filter((name) => name.startsWith('postgres.new'))) {
    try {
      rmSync(path.join(folder, file), { recursive: true, force: true, maxRetries: 3 })
    } catch {
      // Whatever is still writing there will end, and the next start removes it.
    }
  }
}

function setPassword({ password }: PostgresSettings): string {
  return `ALTER ROLE broadsheet PASSWORD '${password}'\n`
}

/** Runs one statement per line on the data while Postgres is not running. */
async function sql({ identity, binaries }: Launch, cluster: string, input: string): Promise<void> {
  const command = [binaries.postgres, '--single', '-D', cluster, 'postgres']
  const { code, output } = await runAs(identity, binaries, command, { cwd: cluster, input })
  // The exit code doesn't show that a statement failed.
  const failure = output.split('\n').find((line) => /(ERROR|FATAL|PANIC): /.test(line))
  if (code === 0 && !failure) return
  throw new PlainError(
    `The database in ${cluster} cannot be prepared: ${reasonIn(failure ?? output)}`,
  )
}

/** Hands over data that another user made, for example root with another identity. */
async function giveTo({ owner }: PostgresIdentity, cluster: string): Promise<void> {
  if (!owner || statSync(cluster).uid === owner.uid) return
  const { code, output } = await run('chown', ['-R', `${owner.uid}:${owner.gid}`, cluster], {})
  if (code !== 0) throw new PlainError(`The owner of ${cluster} cannot be changed: ${output}`)
}
