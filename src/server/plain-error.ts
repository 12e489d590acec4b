/** An error whose message says all its reader needs to know; it is shown without a stack trace. */
export class PlainError extends Error {}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
