/** Identifies a process by pid and time of birth, so that a reused pid is never mistaken for its first owner. */
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** A new signature of this process, fit for a file name: `pid.birth.random`. */
export function newSignature(): string {
  return `${process.pid}.${birthOf(process.pid) ?? '0'}.${randomBytes(4).toString('hex')}`
}

/** Whether the process that made the signature is still alive. */
export function isLive(signature: string): boolean {
  const [pid, birth] = signature.split('.')
  return birth !== undefined && birthOf(Number(pid)) === birth
}

/** When a process was born, as letters and digits that can only be compared; undefined if it is dead. */
export function birthOf(pid: number): string | undefined {
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  if (process.platform === 'linux') return birthOnLinux(pid)
  if (process.platform === 'win32') return exists(pid) ? '0' : undefined
  const [state, ...birth] = ps(pid, 'stat=,lstart=').split(/\s+/)
  return !state || state.startsWith('Z') ? undefined : birth.join('').replace(/\W/g, '')
}

/** A live process's command line; empty if it is dead or this cannot be found out. */
export function commandOf(pid: number): string {
  if (process.platform !== 'linux') return ps(pid, 'command=')
  return readOrEmpty(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')
}

/** Whether the system still knows the pid, even if only as a zombie. */
export function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

function birthOnLinux(pid: number): string | undefined {
  const stat = readOrEmpty(`/proc/${pid}/stat`)
  // The second field, the program's name in brackets, may itself contain spaces and brackets.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const state = fields[0]
  // In a container there may be nobody to reap the dead, which keep their pid as zombies.
  if (!state || state === 'Z' || state === 'X') return undefined
  // Births are counted from boot time, and a data folder outlives a boot.
  const boot = readOrEmpty('/proc/sys/kernel/random/boot_id').slice(0, 8)
  return `${fields[19]}${boot}`
}

function ps(pid: number, columns: string): string {
  try {
    const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' }
    return execFileSync('ps', ['-ww', '-o', columns, '-p', `${pid}`], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env,
    }).trim()
  } catch {
    return ''
  }
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
