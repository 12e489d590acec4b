/** Stale answers, which say that they are. */
import type { Answer } from './answer.ts'

const made = new WeakMap<Answer, { age: number; answer: Answer }>()

/**
 * The answer with `Age` in seconds and, as RFC 9211 has it, `Cache-Status: Broadsheet; hit; detail=old`.
 * Made at most once a second.
 */
export function servedAsOld(answer: Answer, age: number): Answer {
  const known = made.get(answer)
  if (known?.age === age) return known.answer
  const told = ['Age', String(age), 'Cache-Status', 'Broadsheet; hit; detail=old']
  const old = { ...answer, plain: [...answer.plain, ...told], heads: {} }
  made.set(answer, { age, answer: old })
  return old
}
