/** Bodies in the encodings that browsers take, compressed off the main thread. */
import { promisify } from 'node:util'
import { brotliCompress, brotliDecompress, constants, gzip } from 'node:zlib'
import Negotiator from 'negotiator'

export type Encoding = 'br' | 'gzip' | 'identity'

/** Quality for a page somebody waits for: 35 kB in 5 ms; the best takes 350 ms for 30 kB. */
const QUICK = 5
const BEST = 11
const WINDOW_BITS = 22
const MOST_REMEMBERED = 200

const brotli = promisify(brotliCompress)
export const unbrotli: (body: Buffer) => Promise<Buffer> = promisify(brotliDecompress)

/** Brotli of a body; `best` takes some seventy times as long. */
export function toBrotli(body: Buffer, speed: 'quick' | 'best'): Promise<Buffer> {
  return brotli(body, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: speed === 'quick' ? QUICK : BEST,
      [constants.BROTLI_PARAM_LGWIN]: WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
    },
  })
}

export const toGzip: (body: Buffer) => Promise<Buffer> = promisify(gzip)

/** The package's types lag behind: it does take preferences. */
type Preferring = { encodings(ours: string[], options?: { preferred: string[] }): string[] }
const OURS = ['br', 'gzip', 'identity']
const remembered = new Map<string, Encoding>()

/** The encoding an Accept-Encoding header likes best of those we have. */
export function chooseEncoding(header: string | undefined): Encoding {
  if (!header) return 'identity'
  const known = remembered.get(header)
  if (known) return known
  const negotiator: Preferring = new Negotiator({ headers: { 'accept-encoding': header } })
  const chosen = negotiator.encodings(OURS, { preferred: OURS })[0] ?? 'identity'
  if (remembered.size < MOST_REMEMBERED) remembered.set(header, chosen as Encoding)
  return chosen as Encoding
}
