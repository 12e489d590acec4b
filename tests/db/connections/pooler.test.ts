/** A pooler between site and database that keeps no sessions: all works, and what cannot is told. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { checkWay, keepsSessions, passesNotices } from '../../../src/db/connections/pooling.ts'
import { run } from '../../support/cli.ts'
import { type OwnPostgres, startOwnPostgres, trustEverybody } from '../../support/own-postgres.ts'
import { type Pooler, startPooler } from '../../support/pooler.ts'
import { withClient } from '../../support/postgres.ts'
import { workThrough } from '../../support/through-pooler.ts'

let postgres: OwnPostgres
let pooler: Pooler
let address: string

beforeAll(async () => {
  postgres = await startOwnPostgres()
  trustEverybody(postgres)
  pooler = await startPooler(Number(new URL(postgres.url).port))
  address = `postgresql://broadsheet:any@127.0.0.1:${pooler.port}/broadsheet`
}, 120_000)
afterAll(async () => {
  await pooler?.close()
  await postgres.stop()
})

it('takes all statements, in one transaction, alone and named, and leaves no lock behind', async () => {
  expect(await workThrough(address)).toEqual([])
  expect(pooler.refused).toEqual([])
}, 120_000)

it('is told from a database itself', async () => {
  expect(await keepsSessions(address)).toBe(false)
  expect(await keepsSessions(postgres.url)).toBe(true)
  expect(await passesNotices(address, address)).toBe(false)
  expect(await passesNotices(address, postgres.url)).toBe(true)
  expect(await passesNotices(postgres.url, postgres.url)).toBe(true)
}, 60_000)

it('cannot hold a schema, unless the user has it for good', async () => {
  const there = `${address}?schema=papers_of_a_lab`
  await expect(checkWay(there)).rejects.toThrow(/shares connections.*ALTER ROLE/)
  await expect(checkWay(`${postgres.url}?schema=papers_of_a_lab`)).resolves.toBeUndefined()
  const { code, err } = await run(['migrate'], {
    DATA_DIR: postgres.folder,
    DATABASE_URL: there,
    DATABASE_DIRECT_URL: `${postgres.url}?schema=papers_of_a_lab`,
  })
  expect(code).toBe(1)
  expect(err.trim().split('\n')).toHaveLength(1)
  expect(err).toMatch(/^The database broadsheet at 127\.0\.0\.1:\d+ cannot be used: a pooler /)
  await withClient(postgres.url, (client) =>
    client.query('alter role broadsheet set search_path to papers_of_a_lab'),
  )
  // A pooler's servers are as old as their connections.
  const younger = await startPooler(Number(new URL(postgres.url).port))
  await expect(
    checkWay(there.replace(`:${pooler.port}/`, `:${younger.port}/`)),
  ).resolves.toBeUndefined()
  await younger.close()
}, 120_000)
