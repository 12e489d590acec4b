/** Where a keyset page ends: the last row's key, as it appears in `?after=`. */
import { z } from 'zod'

/** The value ordered by (as text), when the paper appeared, its position, its id. */
const schema = z.tuple([
  z.string().regex(/^(-?\d{1,10}(\.\d{1,6})?|-Infinity|)$/),
  z.iso.datetime().regex(/^[12]/),
  z.int().min(0).max(2_147_483_647),
  z
    .string()
    .max(200)
    .regex(/^[a-z0-9][a-z0-9./-]*$/),
])
export type Cursor = z.output<typeof schema>

/** The cursor as text that needs no escaping in a URL. */
export function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url')
}

/** Reads a cursor back; null if it isn't one of ours. */
export function parseCursor(text: string): Cursor | null {
  try {
    const parsed = schema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString()))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
