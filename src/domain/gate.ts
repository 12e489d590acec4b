/** A gate, which every request to an outside service passes: one at a time, with a rest in between. */

/** How long a request may take once it is let in, connecting and reading included. */
export const REQUEST_MS = 20_000

/** What a request brought, and how long the service then asked to be left alone (0: it didn't). */
export type Passed<Result> = { result: Result; restMs: number }

/**
 * Waits until the gate is free and makes one request, which has `leftMs` to finish. Throws a
 * GateClosed if that would take longer than the caller can wait.
 */
export type Gate = <Result>(request: (leftMs: number) => Promise<Passed<Result>>) => Promise<Result>

/** The gate won't be free within the time that the caller can wait. */
export class GateClosed extends Error {
  readonly retryInMs: number

  constructor(name: string, retryInMs: number) {
    super(`${name} must be left alone for ${Math.ceil(retryInMs / 1000)} s`)
    this.retryInMs = retryInMs
  }
}
