/** Names a process by pid and birth, so that a pid used again is never taken for its first owner. */
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** A new name for one undertaking of this process, fit for a file name: `pid.birth.random`. */
export function newSignature(): string {
  return `${process.pid}.${birthOf(process.pid) ?? '0'}.${randomBytes(4).toString('hex')}`
}

/** Whether the process that made the signature still lives. */
export function isLive(signature: string): boolean {
  const [pid, birth] = signature.split('.')
  return birth !== undefined && birthOf(Number(pid)) === birth
}

/** When the process was born, in letters and digits that only compare; undefined when it is dead. */
export function birthOf(pid: number): string | undefined {
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  if (process.platform === 'linux') return birthOnLinux(pid)
  if (process.platform === 'win32') return exists(pid) ? '0' : undefined
  const [state, ...birth] = ps(pid, 'stat=,lstart=').split(/\s+/)
  return !state || state.startsWith('Z') ? undefined : birth.join('').replace(/\W/g, '')
}

/** The command line of a living process; empty when it is dead or cannot be known. */
export function commandOf(pid: number): string {
  if (process.platform !== 'linux') return ps(pid, 'command=')
  return readOrEmpty(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')
}

/** Whether the system still knows the pid, be it only as a dead process nobody has collected. */
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
  // The second field, the program's name in brackets, may itself hold spaces and brackets.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const state = fields[0]
  // In a container nobody may collect the dead: they keep their pid as zombies.
  if (!state || state === 'Z' || state === 'X') return undefined
  // Births are counted from the boot, and a data folder outlives it.
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
