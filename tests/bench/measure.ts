/** The frame of every bench: load, processor time, interleaved repeats, medians, a table and a line of JSON. */
import { execFile, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'

export type Figures = Record<string, number>
type Load = {
  connections: number
  seconds: number
  headers?: Record<string, string>
  /** A Lua file that makes the requests. */
  script?: string
}

const run = promisify(execFile)
/** Linux counts processor time in hundredths of a second. */
const MS_PER_TICK = 10

/** Ends the bench with advice when a program that it needs is missing. */
export function demand(program: string, debianPackage: string): void {
  if (spawnSync(program, ['--version']).error === undefined) return
  console.error(`This bench needs ${program}: apt-get install ${debianPackage}`)
  process.exit(1)
}

/** One round of wrk with one thread: requests a second, and the median latency in ms. */
export async function wrk(url: string, { connections, seconds, headers = {}, script }: Load) {
  const given = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
  if (script) given.push('-s', script)
  const options = ['-t1', `-c${connections}`, `-d${seconds}s`, '--latency', ...given, url]
  const { stdout } = await run('wrk', options)
  const failed = /Non-2xx|Socket errors/.exec(stdout)
  if (failed) throw new Error(`${url} failed under load:\n${stdout}`)
  const read = (pattern: RegExp) => Number(pattern.exec(stdout)?.[1] ?? Number.NaN)
  const p50 = /50%\s+([\d.]+)(us|ms|s)/.exec(stdout)
  const unit = { us: 0.001, ms: 1, s: 1000 }[p50?.[2] ?? 'ms'] ?? 1
  return {
    perSecond: read(/Requests\/sec:\s+([\d.]+)/),
    requests: read(/(\d+) requests in/),
    p50: Number(p50?.[1]) * unit,
  }
}

/** Processor time of a process so far, in ms. */
export function cpuOf(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK
}

/** Measures targets in turn, over and over, so that a busy moment hits them all; gives the medians. */
export async function interleave<Name extends string>(
  targets: Record<Name, () => Promise<Figures>>,
  { repeats }: { repeats: number },
): Promise<Record<Name, Figures>> {
  const names = Object.keys(targets) as Name[]
  const rounds: Record<string, Figures[]> = {}
  for (const name of names) await targets[name]()
  for (let round = 0; round < repeats; round++) {
    for (const name of names) {
      const list = rounds[name] ?? []
      list.push(await targets[name]())
      rounds[name] = list
    }
  }
  return Object.fromEntries(names.map((name) => [name, mediansOf(rounds[name] ?? [])])) as Record<
    Name,
    Figures
  >
}

/** Prints a table, then the same figures as one line of JSON. */
export function report(title: string, figures: Record<string, number | string>): void {
  const width = Math.max(...Object.keys(figures).map((name) => name.length))
  console.log(`\n${title}`)
  for (const [name, value] of Object.entries(figures))
    console.log(`  ${name.padEnd(width)}  ${value}`)
  console.log(JSON.stringify(figures))
}

/** To three significant digits. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3))
}

function mediansOf(rounds: Figures[]): Figures {
  const names = Object.keys(rounds[0] ?? {})
  return Object.fromEntries(
    names.map((name) => [name, median(rounds.map((round) => round[name] ?? 0))]),
  )
}

/** The middle one. */
export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
