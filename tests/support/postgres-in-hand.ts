/** A Postgres of a test's own, to be frozen, killed and brought back. */
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '../../src/db/migrate.ts'
import { useEmbeddedPostgres } from '../../src/server/postgres/embedded-postgres.ts'
import { findPostmaster } from '../../src/server/postgres/postmaster.ts'

export type PostgresInHand = {
  url: string
  /** Stops all its processes where they are; connections stay open and nothing answers. */
  freeze: () => void
  thaw: () => void
  kill: () => void
  end: () => Promise<void>
}

export async function startPostgresInHand(): Promise<PostgresInHand> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'broadsheet-in-hand-')))
  const { url, release } = await useEmbeddedPostgres(folder)
  await migrate(url)
  const signal = (name: NodeJS.Signals) => {
    const postmaster = findPostmaster(folder)?.pid
    if (!postmaster) throw new Error('Postgres is not running.')
    for (const pid of [postmaster, ...childrenOf(postmaster)]) process.kill(pid, name)
  }
  const thaw = () => signal('SIGCONT')
  return {
    url,
    freeze: () => signal('SIGSTOP'),
    thaw,
    kill: () => signal('SIGKILL'),
    end: async () => {
      if (findPostmaster(folder)) thaw()
      await release()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid > 0 && parentOf(pid) === parent)
}

function parentOf(pid: number): number | undefined {
  try {
    const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')
    return Number(rest.split(' ')[1])
  } catch {
    return undefined
  }
}
