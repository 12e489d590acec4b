/** Gives a test file a database of its own, which src/db then uses. */
import { afterAll, beforeAll } from 'vitest'
import { makeDatabase, withClient } from './postgres.ts'

/** Call at the top of a test file. */
export function useDatabase() {
  let url = ''
  let drop = async () => {}
  beforeAll(async () => {
    ;({ url, drop } = await makeDatabase())
    process.env.DATABASE_URL = url
  })
  afterAll(async () => {
    const { closeDb } = await import('../../src/db/client.ts')
    const { flushChanges } = await import('../../src/db/changes.ts')
    const { closeLimits } = await import('../../src/db/limits.ts')
    await flushChanges()
    await closeLimits()
    await closeDb()
    await drop()
  })
  return {
    url: () => url,
    query: <Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> =>
      withClient(url, async (client) => (await client.query<Row>(sql, values)).rows),
  }
}
