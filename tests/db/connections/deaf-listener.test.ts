/** Who listens through a pooler that shares connections hears nothing, and knows it. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { listenForChanges } from '../../../src/db/change-listener.ts'
import { announce, flushChanges } from '../../../src/db/changes.ts'
import { closeDb } from '../../../src/db/client.ts'
import { migrate } from '../../../src/db/migrate.ts'
import { env } from '../../../src/env.ts'
import { ALL_PAGES } from '../../../src/wire/page-tags.ts'
import { type OwnPostgres, startOwnPostgres, trustEverybody } from '../../support/own-postgres.ts'
import { type Pooler, startPooler } from '../../support/pooler.ts'

let postgres: OwnPostgres
let pooler: Pooler

beforeAll(async () => {
  postgres = await startOwnPostgres()
  trustEverybody(postgres)
  await migrate(postgres.url)
  pooler = await startPooler(Number(new URL(postgres.url).port))
  env().DATABASE_URL = `postgresql://broadsheet:any@127.0.0.1:${pooler.port}/broadsheet`
}, 120_000)
afterAll(async () => {
  await closeDb()
  await pooler.close()
  await postgres.stop()
})

/** What a listener is told until it has been told something twice, or the pages have changed. */
async function listen() {
  const told: string[] = []
  const end = listenForChanges({
    onChange: (tags) => void (tags.length > 0 && told.push('changed')),
    onLost: () => void told.push('lost'),
    onBack: async () => void told.push('back'),
  })
  while (told.length === 0) await sleep(50)
  announce([ALL_PAGES])
  await flushChanges()
  while (told.length < 2) await sleep(50)
  await end()
  return told.slice(0, 2)
}

it('is lost again and again, unless there is an address past the pooler', async () => {
  expect(await listen()).toEqual(['lost', 'lost'])
  env().DATABASE_DIRECT_URL = postgres.url
  expect(await listen()).toEqual(['back', 'changed'])
  env().DATABASE_DIRECT_URL = undefined
}, 60_000)
