/** A data folder's running Postgres: whether there is one, whether it answers, and how to stop it. */
import { readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { PlainError } from '../plain-error.ts'
import { codeOf } from '../system-code.ts'
import { birthOf, commandOf, exists } from './process-signature.ts'

/** A live postmaster, as it describes itself in its data folder. */
export type Postmaster = { pid: number; port: number; status: string }

/** Where Postgres's data is inside the data folder. */
export function clusterOf(folder: string): string {
  return path.join(folder, 'postgres')
}

/** The data folder's live postmaster, whoever started it. */
export function findPostmaster(folder: string): Postmaster | undefined {
  const found = readPidFile(folder)
  return found && isPostmaster(found.pid, folder) ? found : undefined
}

/** The postmaster, once it answers; undefined if there is none or it has just ended. */
export async function settledPostmaster(folder: string): Promise<Postmaster | undefined> {
  const begin = Date.now()
  for (;;) {
    const found = findPostmaster(folder)
    if (!found) return undefined
    if (await answers(found)) return found
    const waited = Date.now() - begin
    if (found.status !== 'starting' && waited > 30_000) {
      // It neither works nor ends, and meanwhile nothing else can use its data.
      await stopPostmaster(found)
    } else if (waited > 300_000) {
      throw new PlainError(
        `Postgres in ${folder} is still recovering. Wait, or look at postgres.log there.`,
      )
    }
    await sleep(25)
  }
}

/** Whether the postmaster accepts connections. */
export async function answers({ port, status }: Postmaster): Promise<boolean> {
  if (status !== 'ready') return false
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: 5000 })
    const settle = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    // Asking whether it speaks TLS needs no password, and Postgres answers with one letter.
    socket.on('connect', () => socket.write(Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])))
    socket.on('data', () => settle(true))
    for (const end of ['close', 'error', 'timeout']) socket.on(end, () => settle(false))
  })
}

/** Stops Postgres properly or, if that takes too long, by force; its data is safe either way. */
export async function stopPostmaster({ pid }: Postmaster): Promise<void> {
  const birth = birthOf(pid)
  const ways = [
    ['SIGINT', 10_000],
    ['SIGQUIT', 5000],
    ['SIGKILL', 5000],
  ] as const
  for (const [signal, patience] of ways) {
    const end = Date.now() + patience
    if (birth && birthOf(pid) === birth) signalIfThere(pid, signal)
    while (birth && birthOf(pid) === birth && Date.now() < end) await sleep(20)
  }
}

/** Removes the pid file if its pid is now another process's, which Postgres would take for a postmaster. */
export function clearStalePidFile(folder: string): void {
  const found = readPidFile(folder)
  // If no process has the pid, Postgres handles that itself, and more carefully.
  if (found && exists(found.pid) && !isPostmaster(found.pid, folder)) {
    rmSync(path.join(clusterOf(folder), 'postmaster.pid'), { force: true })
  }
}

function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    // It may have ended at this very moment.
    if (codeOf(error) !== 'ESRCH') throw error
  }
}

function isPostmaster(pid: number, folder: string): boolean {
  if (!birthOf(pid)) return false
  if (process.platform === 'win32') return true
  const command = `${commandOf(pid)} `
  // Elsewhere non-ASCII letters may come out garbled, so only the pid file tells the folder.
  if (process.platform !== 'linux') return /postgres.* -D /.test(command)
  return command.includes(` -D ${clusterOf(folder)} `)
}

/** The file's lines: pid, data folder, start, port, socket folder, address, shared memory, status. */
function readPidFile(folder: string): Postmaster | undefined {
  let lines: string[]
  try {
    lines = readFileSync(path.join(clusterOf(folder), 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return undefined
  }
  // In single-user mode, as when setting the password, Postgres writes its pid as a negative number.
  const pid = Math.abs(Number(lines[0]))
  if (!pid) return undefined
  return { pid, port: Number(lines[3]) || 0, status: (lines[7] ?? 'starting').trim() }
}
