/** Work whose failure is told, once for each sort, and stops nothing else. */
import { wordsOf } from '../domain/error-words.ts'

/** Does `work`; where it fails, what failed is added to `errors` and `otherwise` stands for its result. */
export type Trying = <Result>(
  what: string,
  work: () => Promise<Result>,
  otherwise: Result,
) => Promise<Result>

export function makeTrying(errors: Set<string>): Trying {
  return async (what, work, otherwise) => {
    try {
      return await work()
    } catch (error) {
      errors.add(`${what} failed: ${wordsOf(error)}`)
      return otherwise
    }
  }
}

/** Does `work` again and again until it is told to stop, which waits for the last one. */
export function repeat(work: () => Promise<void>, everyMs: number): () => Promise<void> {
  let going: Promise<void> | undefined
  const timer = setInterval(() => {
    going ??= work().finally(() => {
      going = undefined
    })
  }, everyMs)
  return async () => {
    clearInterval(timer)
    await going
  }
}
