/**
 * The database through real PgBouncer, as it is set up after installing it and with transaction
 * pooling. Run it with `node --import tsx tests/real/pgbouncer.ts`; it installs nothing.
 */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { keepsSessions, passesNotices } from '../../src/db/connections/pooling.ts'
import { startOwnPostgres } from '../support/own-postgres.ts'
import { withClient } from '../support/postgres.ts'
import { freePort } from '../support/site.ts'
import { workThrough } from '../support/through-pooler.ts'

if (!isInstalled()) {
  console.log(
    'PgBouncer is not installed here (Debian: apt-get install pgbouncer). Nothing was tried.',
  )
  process.exit(0)
}
const postgres = await startOwnPostgres()
const { password, port } = new URL(postgres.url)
let failures = 0
try {
  await withClient(postgres.url, (client) =>
    client.query(
      "alter database broadsheet set datestyle to 'German, DMY'; alter database broadsheet set timezone to 'America/New_York'; alter database broadsheet set intervalstyle to 'sql_standard'",
    ),
  )
  for (const mode of ['session', 'transaction'] as const) await tryOut(mode)
} finally {
  await postgres.stop()
}
process.exit(failures > 0 ? 1 : 0)

async function tryOut(mode: 'session' | 'transaction') {
  const pooler = await startPgBouncer(mode)
  try {
    const wrong = await workThrough(pooler.url)
    const keeps = await keepsSessions(pooler.url)
    const passes = await passesNotices(pooler.url, pooler.url)
    const passesDirectly = await passesNotices(pooler.url, postgres.url)
    const isAsTold = keeps === (mode === 'session') && passes === keeps && passesDirectly
    if (wrong.length > 0 || !isAsTold) failures++
    console.log(
      `${mode} pooling: ${wrong.length} failures, sessions are ${keeps ? 'kept' : 'not kept'}, notices ${passes ? 'pass' : 'do not pass'}, past it they ${passesDirectly ? 'do' : 'do not'}`,
    )
    for (const one of wrong.slice(0, 5)) console.log(one)
  } finally {
    await pooler.stop()
  }
}

async function startPgBouncer(mode: string) {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-pgbouncer-'))
  const own = await freePort()
  writeFileSync(join(folder, 'users.txt'), `"broadsheet" "${password}"\n`)
  writeFileSync(
    join(folder, 'pgbouncer.ini'),
    `[databases]
* = host=127.0.0.1 port=${port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${own}
unix_socket_dir =
auth_type = plain
auth_file = ${folder}/users.txt
pool_mode = ${mode}
`,
  )
  chmodSync(folder, 0o755)
  const isRoot = process.getuid?.() === 0
  // It does not run as root.
  const as = isRoot ? ['-u', 'nobody'] : []
  const child = spawn('pgbouncer', [...as, join(folder, 'pgbouncer.ini')], { stdio: 'ignore' })
  const ended = once(child, 'exit')
  for (let tries = 0; tries < 100 && !(await listens(own)); tries++) await sleep(50)
  return {
    url: `postgresql://broadsheet:${password}@127.0.0.1:${own}/broadsheet`,
    stop: async () => {
      child.kill('SIGINT')
      await Promise.race([ended, sleep(5_000).then(() => child.kill('SIGKILL'))])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function listens(at: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(at, '127.0.0.1', () => socket.destroy())
    socket.on('connect', () => done(true)).on('error', () => done(false))
  })
}

function isInstalled(): boolean {
  try {
    execFileSync('pgbouncer', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
