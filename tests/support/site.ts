/** A served site for tests: the built pages on a database of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type Site = {
  url: string
  child: ChildProcess
  /** All it has printed so far. */
  output: () => string
  /** Ends it with a signal and waits; resolves with its exit code. */
  stop: (signal?: NodeJS.Signals) => Promise<number | null>
}

/** Starts `serve` and waits until it says that it is ready. */
export async function serveSite(settings: Record<string, string>): Promise<Site> {
  const port = settings.PORT ?? String(await freePort())
  const dataDir = mkdtempSync(join(tmpdir(), 'broadsheet-site-'))
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli.ts', 'serve'], {
    // Nothing that tests serve asks the network for papers unless a test says so.
    env: { ...process.env, SCHEDULER: 'off', DATA_DIR: dataDir, ...settings, PORT: port },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  const exited = new Promise<number | null>((done) => child.once('exit', done))
  const ready = new Promise<void>((done, fail) => {
    const listen = (chunk: Buffer) => {
      printed += chunk
      if (printed.includes('Broadsheet is ready')) done()
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    exited.then((code) => fail(new Error(`serve ended with ${code}:\n${printed}`)))
  })
  await ready
  return {
    url: `http://localhost:${port}`,
    child,
    output: () => printed,
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal)
      const code = await exited
      rmSync(dataDir, { recursive: true, force: true })
      return code
    },
  }
}

/** A port that nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, done))
  const address = server.address()
  await new Promise((done) => server.close(done))
  return typeof address === 'object' && address ? address.port : 0
}
