/** A Postgres of one test alone, which can be killed, frozen and thawed. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { useEmbeddedPostgres } from '../../src/server/postgres/embedded-postgres.ts'
import { findPostmaster } from '../../src/server/postgres/postmaster.ts'

export type OwnPostgres = {
  folder: string
  url: string
  pid: () => number
  /** All its processes stand still; connections stay open and nothing is answered. */
  freeze: () => void
  thaw: () => void
  kill: () => void
  stop: () => Promise<void>
}

export async function startOwnPostgres(): Promise<OwnPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-own-postgres-'))
  const { url, release } = await useEmbeddedPostgres(folder)
  return ownPostgres(folder, url, release)
}

/** The Postgres that a site runs in its data folder. */
export function ownPostgres(folder: string, url = '', release = async () => {}): OwnPostgres {
  const pid = () => findPostmaster(folder)?.pid ?? 0
  let frozen: number[] = []
  const thaw = () => {
    for (const one of frozen) signal(one, 'SIGCONT')
    frozen = []
  }
  return {
    folder,
    url,
    pid,
    thaw,
    freeze() {
      // The postmaster first, so that no new process of it is missed.
      const postmaster = pid()
      frozen = [postmaster]
      signal(postmaster, 'SIGSTOP')
      frozen.push(...childrenOf(postmaster))
      for (const one of frozen) signal(one, 'SIGSTOP')
    },
    kill: () => signal(pid(), 'SIGKILL'),
    async stop() {
      thaw()
      await release()
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    },
  }
}

/** Lets everybody in whatever their password, as a stand-in for a pooler needs it. */
export function trustEverybody({ folder, pid }: OwnPostgres): void {
  const file = join(folder, 'postgres', 'pg_hba.conf')
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('scram-sha-256', 'trust'))
  process.kill(pid(), 'SIGHUP')
}

function signal(pid: number, name: NodeJS.Signals) {
  if (pid === 0) throw new Error('Postgres does not run.')
  try {
    process.kill(pid, name)
  } catch {
    // It has ended by itself.
  }
}

function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => parentOf(name) === pid)
    .map(Number)
}

function parentOf(pid: string): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return 0
  }
}
