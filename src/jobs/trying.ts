/** Work whose failures are reported, each kind once, and stop nothing else. */
import { wordsOf } from '../domain/error-words.ts'

/** Does `work`; if it fails, adds what failed to `errors` and returns `otherwise`. */
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

/** Repeats `work` until the returned function is called, which waits for the last run. */
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
