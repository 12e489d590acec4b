/** What a thread prints, with what people have typed left out. */
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { maskedText } from '../../domain/masked-text.ts'

/** Copies a stream line by line. */
export function printMasked(from: Readable, to: Writable): void {
  createInterface({ input: from }).on('line', (line) => to.write(`${maskedText(line)}\n`))
}

/** Prints a failure of ours. */
export function logFailure(error: unknown): void {
  console.error(maskedText(error instanceof Error ? (error.stack ?? error.message) : String(error)))
}
