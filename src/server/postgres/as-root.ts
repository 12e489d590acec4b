/** Postgres refuses to run as root, so this finds the first other identity that works. */
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { PlainError } from '../plain-error.ts'
import { type Outcome, type PostgresBinaries, run } from './binaries.ts'

/** How Postgres's programs are started, and who must own its data then. */
export type PostgresIdentity = {
  prefix: string[]
  credentials: { uid?: number; gid?: number }
  owner: { uid: number; gid: number } | undefined
}

const AS_WE_ARE: PostgresIdentity = { prefix: [], credentials: {}, owner: undefined }

/** Who Postgres runs as in this data folder; throws a PlainError if nobody can run it. */
export async function postgresIdentity(
  folder: string,
  binaries: PostgresBinaries,
): Promise<PostgresIdentity> {
  const isRoot = process.getuid?.() === 0
  const failures: string[] = []
  for (const identity of isRoot ? rootIdentities(folder) : [AS_WE_ARE]) {
    const { code, output } = await tryOut(identity, folder, binaries)
    if (code === 0) return identity
    failures.push(output)
  }
  const reason = failures.map((failure) => failure.split('\n')[0]).join('; ')
  throw new PlainError(
    isRoot
      ? `Postgres cannot run as root, and no other user can run it in ${folder} (${reason}). ` +
          'Run this as another user, or set DATABASE_URL.'
      : `The Postgres that npm installed cannot run here (${reason}). Set DATABASE_URL.`,
  )
}

/** Runs one of Postgres's programs as the given identity. */
export function runAs(
  identity: PostgresIdentity,
  binaries: PostgresBinaries,
  command: string[],
  options: { cwd: string; input?: string },
): Promise<Outcome> {
  const [program = '', ...args] = [...identity.prefix, ...command]
  return run(program, args, { ...options, env: binaries.env, ...identity.credentials })
}

/** Checks in one step that the identity exists, can reach the data folder and can run Postgres. */
function tryOut(
  identity: PostgresIdentity,
  folder: string,
  binaries: PostgresBinaries,
): Promise<Outcome> {
  // Windows has neither sh nor root.
  if (process.platform === 'win32') {
    return runAs(identity, binaries, [binaries.postgres, '--version'], { cwd: folder })
  }
  const script = 'cd "$1" && exec "$2" --version'
  const command = ['/bin/sh', '-c', script, 'sh', folder, binaries.postgres]
  return runAs(identity, binaries, command, { cwd: '/' })
}

/**
 * The ways to be somebody else, best first. Data that already belongs to somebody stays theirs,
 * whether from an earlier run or from a user who is running this as root for once.
 */
function rootIdentities(folder: string): PostgresIdentity[] {
  const data = statSync(path.join(folder, 'postgres'), { throwIfNoEntry: false })
  if (data && data.uid !== 0) return droppedTo(data.uid, data.gid)
  const { uid, gid } = unprivilegedUser()
  return [inNamespace(), ...droppedTo(uid, gid)]
}

/** We are another user only inside a user namespace; outside it, all files stay root's. */
function inNamespace(): PostgresIdentity {
  return {
    prefix: ['unshare', '--user', '--map-user=1000', '--map-group=1000', '--'],
    credentials: {},
    owner: { uid: 0, gid: 0 },
  }
}

function droppedTo(uid: number, gid: number): PostgresIdentity[] {
  const owner = { uid, gid }
  // Containers forbid namespaces and often keep everything under /root, where no other user may go:
  // Postgres then gets a single privilege of root's, to enter any folder. Programs that check first
  // whether they may only see it with the securebit.
  const setpriv = ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups']
  const right = ['--inh-caps=-all,+dac_override', '--ambient-caps=-all,+dac_override']
  const passing = [...right, '--securebits=+no_setuid_fixup', '--']
  return [
    { prefix: [], credentials: owner, owner },
    { prefix: [...setpriv, ...passing], credentials: {}, owner },
  ]
}

function unprivilegedUser(): { uid: number; gid: number } {
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const user =
    users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody')
  return { uid: Number(user?.[2] ?? 65534), gid: Number(user?.[3] ?? 65534) }
}
