/** Files that several processes may want to make at once, and that exactly one of them makes. */
import { randomBytes } from 'node:crypto'
import { linkSync, rmSync, writeFileSync } from 'node:fs'
import { codeOf } from './system-code.ts'

/** Writes a file that only its owner may read, whole or not at all; one that is there stays as it is. */
export function writeOnce(path: string, text: string): void {
  const draft = writeDraft(path, text)
  try {
    // A link fails if the file is there already: of two processes that race, one wins.
    linkSync(draft, path)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Writes the text to a file of its own beside `path`, and returns its name. */
export function writeDraft(path: string, text: string): string {
  const draft = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`
  writeFileSync(draft, text, { mode: 0o600 })
  return draft
}
