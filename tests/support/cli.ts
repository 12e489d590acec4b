/** The commands as a person runs them: a process of its own with an environment of its own. */
import { type ChildProcess, spawn } from 'node:child_process'

export type Ended = { code: number | null; signal: NodeJS.Signals | null; out: string; err: string }
export type Running = {
  child: ChildProcess
  /** What it has printed so far, both streams. */
  printed: () => string
  /** Resolves once it has printed a text; fails when it ends before. */
  says: (text: string) => Promise<void>
  ended: Promise<Ended>
}

/** Only what is named here and what Node needs reaches the command; `input` as its standard input. */
export function command(
  args: string[],
  settings: Record<string, string>,
  input?: Uint8Array,
): Running {
  const { PATH = '', HOME = '', TMPDIR = '/tmp' } = process.env
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli.ts', ...args], {
    // Next's types want NODE_ENV in every environment; a person's has none.
    env: { PATH, HOME, TMPDIR, ...settings } as unknown as NodeJS.ProcessEnv,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  child.stderr.on('data', (chunk) => {
    err += chunk
  })
  const ended = new Promise<Ended>((done) => {
    child.once('close', (code, signal) => done({ code, signal, out, err }))
  })
  const says = (text: string) =>
    new Promise<void>((done, fail) => {
      const look = () => {
        if (`${out}${err}`.includes(text)) done()
      }
      look()
      child.stdout.on('data', look)
      child.stderr.on('data', look)
      void ended.then(({ code }) => fail(new Error(`It ended with ${code}:\n${out}${err}`)))
    })
  return { child, printed: () => out + err, says, ended }
}

/** Runs a command to its end. */
export function run(
  args: string[],
  settings: Record<string, string>,
  input?: Uint8Array,
): Promise<Ended> {
  return command(args, settings, input).ended
}
