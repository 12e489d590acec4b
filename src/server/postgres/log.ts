/** Turns what Postgres's programs write when they fail into one sentence. */

const GRAVE = /(?:FATAL|PANIC|initdb: error|ERROR):/

/** The line that says why, with its detail; failing that, the last three lines. */
export function reasonIn(written: string): string {
  const lines = written.trim().split('\n')
  const grave = lines.findIndex((line) => GRAVE.test(line))
  const told =
    grave < 0
      ? lines.slice(-3).map(own).join(' ')
      : [lines[grave], lines.slice(grave + 1).find((line) => line.includes('DETAIL:'))]
          .map(own)
          .filter(Boolean)
          .join('. ')
  return told ? told.replace(/\.?$/, '.') : 'it ended without saying why.'
}

/** A line without its timestamp, process and severity. */
function own(line = ''): string {
  return line.replace(/^.*?(?:FATAL|PANIC|ERROR|DETAIL|HINT|error): +/, '').trim()
}
