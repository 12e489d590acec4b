/** The embedded Postgres is shared by processes, survives their deaths and goes with the last one. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  embeddedDatabaseUrl,
  useEmbeddedPostgres as enter,
  isEmbeddedRunning,
} from '../../../src/server/postgres/embedded-postgres.ts'
import { findPostmaster, stopPostmaster } from '../../../src/server/postgres/postmaster.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 })

const isRoot = process.getuid?.() === 0
const children: ChildProcess[] = []
let base: string
let dataDir: string

beforeEach(() => {
  base = realpathSync(mkdtempSync(path.join(tmpdir(), 'broadsheet-postgres-')))
  dataDir = path.join(base, 'data')
})

afterEach(async () => {
  for (const child of children.splice(0)) await kill(child)
  const running = findPostmaster(dataDir)
  if (running) await stopPostmaster(running)
  rmSync(base, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
})

describe('the embedded Postgres', () => {
  it('is made at its first use, shared by a second process and stopped by the last', async () => {
    const mine = await enter(dataDir)
    await query(mine.url, 'CREATE TABLE note AS SELECT 1 AS id')
    const other = await otherProcess()
    expect(other.url).toBe(mine.url)

    await mine.release()
    expect(await isEmbeddedRunning(dataDir)).toBe(true)
    expect(await query(other.url, 'SELECT id FROM note')).toEqual([{ id: 1 }])

    await other.leave()
    expect(await isEmbeddedRunning(dataDir)).toBe(false)
  })

  it('speaks UTF-8 and UTC, and keeps its promises to the disk', async () => {
    const { url, release } = await enter(dataDir)
    const asked = ['server_encoding', 'timezone', 'fsync', 'data_checksums', 'listen_addresses']
    const names = asked.map((name) => `current_setting('${name}') AS ${name}`)
    expect(await query(url, `SELECT ${names.join(', ')}`)).toEqual([
      {
        server_encoding: 'UTF8',
        timezone: 'UTC',
        fsync: 'on',
        data_checksums: 'on',
        listen_addresses: '127.0.0.1',
      },
    ])
    expect(await query(url, `SELECT upper('é') AS upper`)).toEqual([{ upper: 'É' }])
    await release()
  })

  it('counts the uses of one process one by one', async () => {
    const [first, second] = [await enter(dataDir), await enter(dataDir)]
    await first.release()
    await first.release()
    expect(await isEmbeddedRunning(dataDir)).toBe(true)
    await second.release()
    expect(await isEmbeddedRunning(dataDir)).toBe(false)
  })

  it('keeps the data and is adopted when the process that started it was killed', async () => {
    const other = await otherProcess()
    await query(other.url, 'CREATE TABLE note AS SELECT 2 AS id')
    await kill(other.child)
    expect(await isEmbeddedRunning(dataDir)).toBe(true)

    const mine = await enter(dataDir)
    expect(await query(mine.url, 'SELECT id FROM note')).toEqual([{ id: 2 }])
    await mine.release()
    expect(await isEmbeddedRunning(dataDir)).toBe(false)
  })

  it('recovers what was committed when Postgres itself was killed', async () => {
    const before = await enter(dataDir)
    await query(before.url, 'CREATE TABLE note AS SELECT 3 AS id')
    process.kill(findPostmaster(dataDir)?.pid ?? 0, 'SIGKILL')

    const after = await enter(dataDir)
    expect(await query(after.url, 'SELECT id FROM note')).toEqual([{ id: 3 }])
    await before.release()
    await after.release()
    expect(await isEmbeddedRunning(dataDir)).toBe(false)
  })

  it('is made anew when the making was killed in the middle', async () => {
    const other = spawnUser()
    const halfMade = () => {
      const half = filesOf(dataDir).find((file) => file.startsWith('postgres.new'))
      return half !== undefined && existsSync(path.join(dataDir, half, 'base'))
    }
    while (!halfMade()) await sleep(2)
    await kill(other)
    expect(existsSync(path.join(dataDir, 'postgres'))).toBe(false)

    const mine = await enter(dataDir)
    expect(await query(mine.url, 'SELECT 4 AS id')).toEqual([{ id: 4 }])
    await mine.release()
  })

  it('takes another port when somebody else has the one it had', async () => {
    const planned = embeddedDatabaseUrl(dataDir)
    expect(planned).toBe(embeddedDatabaseUrl(dataDir))
    const stranger = createServer().listen(Number(new URL(planned).port), '127.0.0.1')
    await once(stranger, 'listening')

    const mine = await enter(dataDir)
    expect(mine.url).not.toBe(planned)
    expect(embeddedDatabaseUrl(dataDir)).toBe(mine.url)
    expect(await query(mine.url, 'SELECT 5 AS id')).toEqual([{ id: 5 }])
    await mine.release()
    stranger.close()
  })

  it('is started once when four processes come at the same time', async () => {
    const users = await Promise.all([1, 2, 3, 4].map(() => otherProcess()))
    expect(new Set(users.map((user) => user.url)).size).toBe(1)
    const starts = users.flatMap((user) => user.said).filter((line) => line.startsWith('Starting'))
    expect(starts).toHaveLength(1)

    await Promise.all(users.map((user) => user.leave()))
    expect(await isEmbeddedRunning(dataDir)).toBe(false)
  })

  it('starts although a stranger got the pid of the Postgres that was killed', async () => {
    await (await enter(dataDir)).release()
    const stranger = spawn('sleep', ['1000'])
    children.push(stranger)
    const lines = [stranger.pid, path.join(dataDir, 'postgres'), 0, 20000, '', '127.0.0.1', '', '']
    writeFileSync(path.join(dataDir, 'postgres', 'postmaster.pid'), `${lines.join('\n')}ready\n`)
    expect(await isEmbeddedRunning(dataDir)).toBe(false)

    const mine = await enter(dataDir)
    expect(await query(mine.url, 'SELECT 6 AS id')).toEqual([{ id: 6 }])
    await mine.release()
    expect(stranger.exitCode).toBeNull()
  })

  it('gets a new password when the file that holds it was lost', async () => {
    const before = await enter(dataDir)
    await query(before.url, 'CREATE TABLE note AS SELECT 7 AS id')
    await before.release()
    rmSync(path.join(dataDir, 'postgres.json'))

    const after = await enter(dataDir)
    expect(after.url).not.toBe(before.url)
    expect(await query(after.url, 'SELECT id FROM note')).toEqual([{ id: 7 }])
    await after.release()
  })

  it('lets nobody in without the password, and nobody else read it', async () => {
    const { url, release } = await enter(dataDir)
    const wrong = new URL(url)
    wrong.password = 'wrong'
    await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed')
    expect(statSync(path.join(dataDir, 'postgres.json')).mode & 0o777).toBe(0o600)
    await release()
  })

  it.each([
    ['below a file', () => path.join(base, 'file', 'data'), 'ENOTDIR'],
    ['that is a file', () => path.join(base, 'file'), 'EEXIST'],
  ])('says in one line that a data folder %s is not writable', (_, unfit, code) => {
    writeFileSync(path.join(base, 'file'), '')
    expect(() => embeddedDatabaseUrl(unfit())).toThrow(
      `The data folder ${unfit()} is not writable: ${code}. ` +
        'Set DATA_DIR to a writable folder.',
    )
  })

  it.runIf(process.platform === 'linux')('says so too below /proc, where mkdir may hang', () => {
    expect(() => embeddedDatabaseUrl('/proc/broadsheet/data')).toThrow('is not writable: ENOENT')
  })

  it.runIf(isRoot)('runs for root as the user who owns the data', async () => {
    const before = await enter(dataDir)
    await query(before.url, 'CREATE TABLE note AS SELECT 8 AS id')
    await before.release()
    execFileSync('chown', ['-R', '65534:65534', path.join(dataDir, 'postgres')])
    // Only the folder itself is the user's; to reach it takes more.
    for (const mode of ['711', '700']) {
      execFileSync('chmod', [mode, base])
      const after = await enter(dataDir)
      expect(await query(after.url, 'SELECT id FROM note')).toEqual([{ id: 8 }])
      await after.release()
    }
    expect(statSync(path.join(dataDir, 'postgres', 'PG_VERSION')).uid).toBe(65534)
  })
})

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  // A connection of a Postgres that is stopped ends with an error of its own.
  client.on('error', () => {})
  try {
    await client.connect()
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/** Another process that uses the database until it is told to leave. */
async function otherProcess() {
  const child = spawnUser()
  const said: string[] = []
  for await (const chunk of child.stdout) {
    said.push(...String(chunk).trim().split('\n'))
    if (said.some((line) => line.startsWith('postgresql:'))) break
  }
  const url = said.find((line) => line.startsWith('postgresql:'))
  if (!url) throw new Error(`The other process ended: ${said.join('\n')}`)
  const leave = async () => {
    child.stdin.write('leave\n')
    if (child.exitCode === null) await once(child, 'exit')
    expect(child.exitCode).toBe(0)
  }
  return { url, said, child, leave }
}

function spawnUser() {
  const module = new URL('../../../src/server/postgres/embedded-postgres.ts', import.meta.url).href
  const script = `
    const { useEmbeddedPostgres } = await import(${JSON.stringify(module)})
    const use = await useEmbeddedPostgres(${JSON.stringify(dataDir)}, (line) => console.log(line))
    console.log(use.url)
    process.stdin.once('data', async () => { await use.release(); process.exit(0) })`
  const args = ['--import', 'tsx', '--input-type=module', '-e', script]
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  children.push(child)
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

function filesOf(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : []
}
