/** Postgres refuses to run as root, so here is found who else it can be: the first way that works. */
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { PlainError } from '../plain-error.ts'
import { type Outcome, type PostgresBinaries, run } from './binaries.ts'

/** How the programs of Postgres are started, and who then has to own its data. */
export type PostgresIdentity = {
  prefix: string[]
  credentials: { uid?: number; gid?: number }
  owner: { uid: number; gid: number } | undefined
}

const AS_WE_ARE: PostgresIdentity = { prefix: [], credentials: {}, owner: undefined }

/** Who Postgres runs as in this data folder; throws one clear line when nobody can run it. */
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
      ? `Postgres does not run as root, and nobody else can run it in ${folder} (${reason}). ` +
          'Run this as another user or set DATABASE_URL.'
      : `The Postgres that npm installed does not run here (${reason}). Set DATABASE_URL.`,
  )
}

/** Runs one of the programs as the given identity. */
export function runAs(
  identity: PostgresIdentity,
  binaries: PostgresBinaries,
  command: string[],
  options: { cwd: string; input?: string },
): Promise<Outcome> {
  const [program = '', ...args] = [...identity.prefix, ...command]
  return run(program, args, { ...options, env: binaries.env, ...identity.credentials })
}

/** Shows in one step that the identity exists, reaches the data folder and can run Postgres. */
function tryOut(
  identity: PostgresIdentity,
  folder: string,
  binaries: PostgresBinaries,
): Promise<Outcome> {
  // Windows has no sh, and no root either.
  if (process.platform === 'win32') {
    return runAs(identity, binaries, [binaries.postgres, '--version'], { cwd: folder })
  }
  const script = 'cd "$1" && exec "$2" --version'
  const command = ['/bin/sh', '-c', script, 'sh', folder, binaries.postgres]
  return runAs(identity, binaries, command, { cwd: '/' })
}

/**
 * The ways to be somebody else, best first. Data that already belongs to somebody stays theirs, be
 * it from an earlier run of another way or from the user whose root we are for once.
 */
function rootIdentities(folder: string): PostgresIdentity[] {
  const data = statSync(path.join(folder, 'postgres'), { throwIfNoEntry: false })
  if (data && data.uid !== 0) return droppedTo(data.uid, data.gid)
  const { uid, gid } = unprivilegedUser()
  return [inNamespace(), ...droppedTo(uid, gid)]
}

/** Only inside a user namespace are we another user; outside, all files stay root's. */
function inNamespace(): PostgresIdentity {
  return {
    prefix: ['unshare', '--user', '--map-user=1000', '--map-group=1000', '--'],
    credentials: {},
    owner: { uid: 0, gid: 0 },
  }
}

function droppedTo(uid: number, gid: number): PostgresIdentity[] {
  const owner = { uid, gid }
  // Containers forbid namespaces and often keep everything under /root, where no other user may
  // go: then Postgres gets one right of root's, to pass any folder. Programs that ask beforehand
  // whether they may pass are only told so with the securebit.
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
