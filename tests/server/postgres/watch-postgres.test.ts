/** The embedded Postgres ends under its users: one of them starts it again, or says that it cannot be. */
import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import {
  isEmbeddedRunning,
  useEmbeddedPostgres,
} from '../../../src/server/postgres/embedded-postgres.ts'
import { watchPostgres } from '../../../src/server/postgres/watch-postgres.ts'
import { type OwnPostgres, startOwnPostgres } from '../../support/own-postgres.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

let postgres: OwnPostgres
let said: string[]
let ends: (() => void)[]

beforeEach(async () => {
  postgres = await startOwnPostgres()
  said = []
  ends = []
})
afterEach(async () => {
  for (const end of ends) end()
  await postgres.stop()
})

function watch(onLost = () => {}, waitsMs?: number[]) {
  const { folder, url } = postgres
  ends.push(watchPostgres(folder, { url, say: (line) => said.push(line), onLost, waitsMs }))
}

async function answer(): Promise<number | null> {
  const client = new Client({ connectionString: postgres.url, connectionTimeoutMillis: 1_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return (await client.query('select 1 as n')).rows[0].n
  } catch {
    return null
  } finally {
    await client.end()
  }
}

async function until(isSo: () => boolean | Promise<boolean>) {
  while (!(await isSo())) await sleep(50)
}

it('killed, it runs again on its port, started by one of three and told in two lines', async () => {
  for (let n = 0; n < 3; n++) watch()
  for (const round of [1, 2]) {
    const before = postgres.pid()
    postgres.kill()
    await until(async () => (await answer()) === 1 && postgres.pid() !== before)
    await until(() => said.length === round * 2)
  }
  await sleep(1_500)
  expect(said).toEqual([
    'Postgres has stopped; restarting it.',
    expect.stringMatching(/^Postgres is running again after \d+\.\d s\.$/),
    'Postgres has stopped; restarting it.',
    expect.stringMatching(/^Postgres is running again after \d+\.\d s\.$/),
  ])
})

it('told to stop by somebody else, it runs again', async () => {
  watch()
  process.kill(postgres.pid(), 'SIGINT')
  await until(() => said.length === 2)
  expect(await answer()).toBe(1)
})

it('frozen, it is left alone', async () => {
  watch()
  const before = postgres.pid()
  postgres.freeze()
  await sleep(2_000)
  postgres.thaw()
  expect(await answer()).toBe(1)
  expect(postgres.pid()).toBe(before)
  expect(said).toEqual([])
})

it('that cannot start is tried a few times, each told in a line, and given up', async () => {
  let lost = 0
  watch(() => lost++, [0, 50, 50])
  const control = join(postgres.folder, 'postgres', 'global', 'pg_control')
  renameSync(control, `${control}.away`)
  postgres.kill()
  await until(() => lost > 0)
  expect(said).toEqual([
    ...[1, 2, 3].flatMap((n) => [
      'Postgres has stopped; restarting it.',
      expect.stringMatching(
        new RegExp(`^Postgres does not start in \\S+: .*pg_control.* \\(Try ${n} of 3\\)$`),
      ),
    ]),
    'Postgres does not stay up; giving up. See postgres.log in DATA_DIR.',
  ])
  await sleep(1_000)
  expect(lost).toBe(1)
  renameSync(`${control}.away`, control)
})

it('is not started again once nobody uses it', async () => {
  watch()
  const other = await useEmbeddedPostgres(postgres.folder)
  for (const end of ends) end()
  postgres.kill()
  await sleep(1_500)
  expect(await isEmbeddedRunning(postgres.folder)).toBe(false)
  expect(said).toEqual([])
  await other.release()
})
