/** Reads a response's body to its end, or until it is too much. */
import { AnswerError } from './answer-error.ts'

/** The body, decompressed; throws an AnswerError once it has more than `mostBytes`. */
export async function readBody(response: Response, mostBytes: number): Promise<Buffer> {
  // Every layer multiplies what a few bytes can become, and no honest server needs two.
  if (response.headers.get('content-encoding')?.includes(',')) {
    throw new AnswerError('the answer is compressed more than once')
  }
  const parts: Uint8Array[] = []
  let total = 0
  for await (const part of response.body ?? []) {
    total += part.length
    if (total > mostBytes) throw new AnswerError(`more than ${mostBytes / 2 ** 20} MB`)
    parts.push(part)
  }
  return Buffer.concat(parts)
}
