/** Waiting with a time limit. */

export class TooLate extends Error {}

/** The promise's result; rejects with TooLate after `ms` milliseconds. */
export function inTime<Result>(promise: Promise<Result>, ms: number): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new TooLate(`It took more than ${ms} ms.`)), ms)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}
