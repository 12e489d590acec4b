import { useTestPostgres } from './postgres.ts'

/** Run alone, vitest starts the Postgres itself; under `npm test` it is there already. */
export default async function setup() {
  if (process.env.TEST_POSTGRES) return
  return useTestPostgres()
}
