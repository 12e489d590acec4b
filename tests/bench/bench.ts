/** npm run bench -- NAME: measures against a limit in the same run. */
import { generateClient } from '../../src/server/build.ts'

const BENCHES: Record<string, () => Promise<{ bench: () => Promise<void> }>> = {
  feed: () => import('./feed.ts'),
  digest: () => import('./digest.ts'),
  vote: () => import('./vote.ts'),
  ingest: () => import('./ingest.ts'),
  flood: () => import('./flood.ts'),
}

const name = process.argv[2] ?? ''
const load = BENCHES[name]
if (!load) {
  console.error(`Name a bench: ${Object.keys(BENCHES).join(', ')}.`)
  process.exit(1)
}
await generateClient()
await (await load()).bench()
process.exit(0)
