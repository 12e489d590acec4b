/** Looks after the running Postgres of a data folder: whether there is one, that it answers, its end. */
import { readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { PlainError } from '../plain-error.ts'
import { codeOf } from '../system-code.ts'
import { birthOf, commandOf, exists } from './process-signature.ts'

/** A living postmaster, as it describes itself in its data. */
export type Postmaster = { pid: number; port: number; status: string }

/** Where the data of Postgres is inside the data folder. */
export function clusterOf(folder: string): string {
  return path.join(folder, 'postgres')
}

/** The living postmaster of the data folder, whoever started it. */
export function findPostmaster(folder: string): Postmaster | undefined {
  const found = readPidFile(folder)
  return found && isPostmaster(found.pid, folder) ? found : undefined
}

/** The postmaster once it answers; undefined when there is none or it has just ended. */
export async function settledPostmaster(folder: string): Promise<Postmaster | undefined> {
  const begin = Date.now()
  for (;;) {
    const found = findPostmaster(folder)
    if (!found) return undefined
    if (await answers(found)) return found
    const waited = Date.now() - begin
    if (found.status !== 'starting' && waited > 30_000) {
      // It neither works nor ends, and nothing else can use its data meanwhile.
      await stopPostmaster(found)
    } else if (waited > 300_000) {
      throw new PlainError(
        `Postgres in ${folder} is still recovering. Wait, or see postgres.log there.`,
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
    // The question whether it speaks TLS needs no password, and Postgres answers it with a letter.
    socket.on('connect', () => socket.write(Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])))
    socket.on('data', () => settle(true))
    for (const end of ['close', 'error', 'timeout']) socket.on(end, () => settle(false))
  })
}

/** Stops Postgres in order and, when it takes too long, in a hurry; its data is safe either way. */
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

/** Removes the pid file when its pid now is another process's, which Postgres would take for itself. */
export function clearStalePidFile(folder: string): void {
  const found = readPidFile(folder)
  // With a pid that nobody has, Postgres deals itself and more carefully.
  if (found && exists(found.pid) && !isPostmaster(found.pid, folder)) {
    rmSync(path.join(clusterOf(folder), 'postmaster.pid'), { force: true })
  }
}

function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    // It may have ended in this very moment.
    if (codeOf(error) !== 'ESRCH') throw error
  }
}

function isPostmaster(pid: number, folder: string): boolean {
  if (!birthOf(pid)) return false
  if (process.platform === 'win32') return true
  const command = `${commandOf(pid)} `
  // Elsewhere letters beyond ASCII may come out changed; there the pid file alone names the folder.
  if (process.platform !== 'linux') return /postgres.* -D /.test(command)
  return command.includes(` -D ${clusterOf(folder)} `)
}

/** The file's lines: pid, data, start, port, socket folder, address, shared memory, status. */
function readPidFile(folder: string): Postmaster | undefined {
  let lines: string[]
  try {
    lines = readFileSync(path.join(clusterOf(folder), 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return undefined
  }
  // Postgres without a postmaster, as it runs to set the password, writes its pid negative.
  const pid = Math.abs(Number(lines[0]))
  if (!pid) return undefined
  return { pid, port: Number(lines[3]) || 0, status: (lines[7] ?? 'starting').trim() }
}
