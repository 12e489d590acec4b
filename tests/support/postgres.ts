/** A Postgres for tests, with a migrated template that every test database is copied from. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { migrate } from '../../src/db/migrate.ts'
import { useEmbeddedPostgres } from '../../src/server/postgres/embedded-postgres.ts'

const TEMPLATE = 'template_broadsheet'

/** Starts one of this run's own and makes the template; its address is then in TEST_POSTGRES. */
export async function useTestPostgres(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-test-'))
  const { url, release } = await useEmbeddedPostgres(folder)
  process.env.TEST_POSTGRES = url
  await withClient(url, (client) => client.query(`create database ${TEMPLATE}`))
  await migrate(withName(url, TEMPLATE))
  return async () => {
    await release()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A fresh, migrated database; returns its address and what drops it. */
export function makeDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  return makeFrom(TEMPLATE)
}

/** The same without a single table. */
export function makeEmptyDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  return makeFrom('template0')
}

async function makeFrom(template: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const server = process.env.TEST_POSTGRES ?? ''
  const name = `test_${process.pid}_${Date.now().toString(36)}_${Math.random().toString(36).slice(2, 8)}`
  await withClient(server, (client) => client.query(`create database ${name} template ${template}`))
  const drop = async () => {
    await withClient(server, (client) =>
      client.query(`drop database if exists ${name} with (force)`),
    )
  }
  return { url: withName(server, name), drop }
}

/** Runs queries on a database and closes the connection. */
export async function withClient<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function withName(url: string, name: string): string {
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}
