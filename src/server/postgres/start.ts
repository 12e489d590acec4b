/** Starts Postgres on a data folder, in whatever state it was left; only for the holder of the folder's lock. */
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { PlainError } from '../plain-error.ts'
import { codeOf } from '../system-code.ts'
import { postgresIdentity } from './as-root.ts'
import { postgresBinaries } from './binaries.ts'
import { type Launch, prepareCluster } from './cluster.ts'
import { reasonIn } from './log.ts'
import {
  answers,
  clearStalePidFile,
  clusterOf,
  findPostmaster,
  type Postmaster,
  settledPostmaster,
} from './postmaster.ts'
import { anyPort, type PostgresSettings, saveSettings, settingsOf } from './settings.ts'

const LARGEST_LOG = 10 * 1024 * 1024
/** Failures that pass by themselves: what an earlier run left behind is still going away. */
const PASSING = /pre-existing shared memory|lock file ".*" already exists|Address already in use/

/**
 * Creates the database if there is none, starts Postgres and waits until it answers. With `keepsPort`
 * it fails if something else has its port.
 */
export async function startPostgres(
  folder: string,
  say: (line: string) => void,
  { keepsPort = false } = {},
): Promise<Postmaster> {
  const binaries = await postgresBinaries(folder)
  const launch = { folder, binaries, identity: await postgresIdentity(folder, binaries) }
  await prepareCluster(launch, say)
  rotateLog(folder)
  const end = Date.now() + 90_000
  for (;;) {
    // An interrupted start may have left a Postgres that is only now getting ready.
    const started = (await settledPostmaster(folder)) ?? (await attempt(launch, say, keepsPort))
    if (typeof started !== 'string') return started
    if (!PASSING.test(started) || Date.now() > end) {
      throw new PlainError(`Postgres does not start in ${folder}: ${reasonIn(started)}`)
    }
    await sleep(200)
  }
}

/** One attempt; if Postgres ends instead, returns what it wrote to its log. */
async function attempt(
  launch: Launch,
  say: (l: string) => void,
  keepsPort: boolean,
): Promise<Postmaster | string> {
  const { folder } = launch
  const settings = keepsPort ? settingsOf(folder) : await withFreePort(folder, say)
  clearStalePidFile(folder)
  say(`Starting Postgres on port ${settings.port}`)
  const log = logFile(folder)
  const written = statSync(log, { throwIfNoEntry: false })?.size ?? 0
  const child = spawnPostgres(launch, settings.port)
  let ended = false
  for (const event of ['exit', 'error']) {
    child.once(event, () => {
      ended = true
    })
  }
  while (!ended) {
    const found = findPostmaster(folder)
    if (found && (await answers(found))) return found
    await sleep(20)
  }
  return readFileSync(log).subarray(written).toString().trim()
}

function spawnPostgres({ folder, binaries, identity }: Launch, port: number): ChildProcess {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
  ].flatMap((setting) => ['-c', setting])
  const data = ['-D', clusterOf(folder), '-p', `${port}`]
  const [program = '', ...args] = [...identity.prefix, binaries.postgres, ...data, ...settings]
  const log = openSync(logFile(folder), 'a', 0o600)
  // In its own session, so that Ctrl-C in the terminal leaves stopping it to us.
  const options = { cwd: folder, env: binaries.env, detached: true, ...identity.credentials }
  const child = spawn(program, args, { ...options, stdio: ['ignore', log, log] })
  closeSync(log)
  child.unref()
  return child
}

async function withFreePort(folder: string, say: (l: string) => void): Promise<PostgresSettings> {
  let settings = settingsOf(folder)
  while (!(await isFree(settings.port))) {
    say(`Port ${settings.port} is taken; trying another`)
    settings = saveSettings(folder, { ...settings, port: anyPort() })
  }
  return settings
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    // Postgres itself explains any other problem better.
    server.once('error', (error) => resolve(!['EADDRINUSE', 'EACCES'].includes(codeOf(error))))
    server.listen({ host: '127.0.0.1', port }, () => server.close(() => resolve(true)))
  })
}

function rotateLog(folder: string): void {
  const log = logFile(folder)
  const size = statSync(log, { throwIfNoEntry: false })?.size ?? 0
  if (size > LARGEST_LOG) renameSync(log, `${log}.1`)
}

function logFile(folder: string): string {
  return path.join(folder, 'postgres.log')
}
