/** What every request to a service outside has to pass: one at a time, with a rest in between. */

/** A request may take this long from the moment it is let in, connecting and reading included. */
export const REQUEST_MS = 20_000

/** What a request brought, and how long the service asked to be left alone after it (0: no word). */
export type Passed<Result> = { result: Result; restMs: number }

/**
 * Waits for its turn and makes one request, which has `leftMs` to end. Throws a GateClosed when the
 * turn would come too late for the one who waits.
 */
export type Gate = <Result>(request: (leftMs: number) => Promise<Passed<Result>>) => Promise<Result>

/** The service wants to be left alone for longer than the caller would wait. */
export class GateClosed extends Error {
  readonly retryInMs: number

  constructor(name: string, retryInMs: number) {
    super(`${name} is to be left alone for ${Math.ceil(retryInMs / 1000)} s`)
    this.retryInMs = retryInMs
  }
}
