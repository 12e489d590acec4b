/** A fault whose message says all that its reader needs; it is shown without a stack. */
export class PlainError extends Error {}
