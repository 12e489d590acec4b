/** A fault whose message says all that its reader needs; it is shown without a stack. */
export class PlainError extends Error {}

/** What an error says. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
