/** Settings kept in files, as orchestrators pass on secrets: NAME_FILE names the file with the value of NAME. */
import { readFileSync, statSync } from 'node:fs'

type Source = Record<string, string | undefined>

const SUFFIX = '_FILE'
const LARGEST = 64 * 1024

/** The settings, with those of `names` filled in that have a file, and what is wrong with the files. */
export function withFiles(source: Source, names: string[]): { source: Source; wrong: string[] } {
  const filled = { ...source }
  const wrong: string[] = []
  for (const name of names) {
    const path = source[name + SUFFIX]?.trim()
    if (!path) continue
    const value = contentOf(path)
    const given = source[name]?.trim()
    if (value === null) wrong.push(`${name}${SUFFIX} must name a readable text file`)
    else if (value === '') wrong.push(`${name}${SUFFIX} must name a file that is not empty`)
    else if (given && given !== value)
      wrong.push(`${name}${SUFFIX} must not be set when ${name} says something else`)
    else filled[name] = value
  }
  return { source: filled, wrong }
}

function contentOf(path: string): string | null {
  try {
    if (statSync(path).size > LARGEST) return null
    const bytes = readFileSync(path)
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).trim()
  } catch {
    return null
  }
}
