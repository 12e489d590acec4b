/** The subject of a digest: its first paper, so that no two days look alike in an inbox. */
import { counted } from '../domain/dates.ts'
import { plainTextOf } from '../domain/latex.ts'
import { cut, oneLine } from '../domain/short-text.ts'
import type { Cadence } from '../domain/subscription.ts'

const LONGEST = 120

/** "A title · 51 more papers", with "Weekly: " before it in the weekly one. At most 120 letters, on one line. */
export function subjectOf(
  cadence: Cadence,
  { title, total }: { title: string; total: number },
): string {
  const before = cadence === 'weekly' ? 'Weekly: ' : ''
  const after = total > 1 ? ` · ${counted(total - 1, 'more paper')}` : ''
  return before + cut(oneLine(plainTextOf(title)), LONGEST - before.length - after.length) + after
}
