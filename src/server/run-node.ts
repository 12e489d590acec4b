/** Runs a package's own command quietly; its output is shown only if it fails. */
import { spawn } from 'node:child_process'
import { PlainError } from './plain-error.ts'

const children = new Set<ReturnType<typeof spawn>>()

/** Runs `node SCRIPT ARGS`; throws a PlainError with its output unless it exits with 0. */
export async function runNode(
  script: string,
  args: string[],
  { env = {} }: { env?: Record<string, string> } = {},
): Promise<void> {
  const child = spawn(process.execPath, [script, ...args], {
    env: { ...process.env, ...QUIET, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.add(child)
  let output = ''
  const keep = (chunk: Buffer) => {
    output = (output + chunk).slice(-20_000)
  }
  child.stdout?.on('data', keep)
  child.stderr?.on('data', keep)
  const code = await new Promise<number | null>((done, fail) => {
    child.on('error', fail)
    child.on('close', done)
  })
  children.delete(child)
  if (code !== 0) throw new PlainError(`${[script, ...args].join(' ')} failed.\n${output.trim()}`)
}

export function stopChildren() {
  for (const child of children) child.kill('SIGTERM')
}

/** Nothing these tools do may be sent anywhere. */
export const QUIET = {
  NEXT_TELEMETRY_DISABLED: '1',
  NEXT_IGNORE_INCORRECT_LOCKFILE: '1',
  CHECKPOINT_DISABLE: '1',
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
}
