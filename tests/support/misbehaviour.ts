/** The ways in which a server can go wrong, each as an answer of the replay server. */
import { createGzip, gzipSync } from 'node:zlib'
import { type Respond, sends, status } from './replay-server.ts'

const MEGABYTE = 2 ** 20

export const hang: Respond = () => {}

/** Sends a head and a little, then nothing more. */
export const stall: Respond = (_request, response) => {
  response.writeHead(200, { 'Content-Type': 'text/xml' })
  response.write('<?xml version="1.0"?>')
}

export const reset: Respond = (request) => request.socket.resetAndDestroy()

/** Breaks off in the middle of the body it promised. */
export const breakOff: Respond = (request, response) => {
  response.writeHead(200, { 'Content-Type': 'text/xml', 'Content-Length': '1000' })
  response.write('<?xml version="1.0"?><feed>', () => request.socket.resetAndDestroy())
}

export const empty: Respond = sends('')

export const webPage: Respond = sends('<!DOCTYPE html><html><title>Hello</title></html>', {
  'Content-Type': 'text/html; charset=utf-8',
})

/** A web page that says it is XML. */
export const webPageAsXml: Respond = sends('<!DOCTYPE html><html><title>Hello</title></html>')

export const cloudflare: Respond = status(403, { 'cf-mitigated': 'challenge' })

export const elsewhere: Respond = status(302, { Location: 'http://127.0.0.1:1/canary' })

export function truncatedGzip(body: string): Respond {
  const whole = gzipSync(body)
  return sends(whole.subarray(0, Math.floor(whole.length / 2)), {
    'Content-Type': 'text/xml',
    'Content-Encoding': 'gzip',
  })
}

export const notGzip: Respond = sends('<feed/>', { 'Content-Encoding': 'gzip' })

/** Two gigabytes in two megabytes. */
export const gzipBomb: Respond = (_request, response) => {
  response.writeHead(200, { 'Content-Type': 'text/xml', 'Content-Encoding': 'gzip' })
  const gzip = createGzip()
  gzip.pipe(response)
  gzip.write('<?xml version="1.0"?><feed>')
  pour(gzip, 2_000)
}

/** 200 MB without a length. */
export const huge: Respond = (_request, response) => {
  response.writeHead(200, { 'Content-Type': 'text/xml' })
  response.write('<?xml version="1.0"?><feed>')
  pour(response, 200)
}

/** Refused before anything in them can grow. */
export const BOMBS = {
  'a billion laughs': `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from(
    { length: 10 },
    (_, n) => `<!ENTITY lol${n} "${`&lol${n ? n - 1 : ''};`.repeat(10)}">`,
  ).join('')}]><feed>&lol9;</feed>`,
  'quadratic growth': `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "${'a'.repeat(50_000)}">]><feed>${'&a;'.repeat(50_000)}</feed>`,
  'a file from outside':
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><feed>&f;</feed>',
  'a DOCTYPE again and again': `<?xml version="1.0"?>${'<!DOCTYPE x []>'.repeat(1_000)}<feed/>`,
}

function pour(into: NodeJS.WritableStream, megabytes: number) {
  const one = Buffer.alloc(MEGABYTE, ' ')
  let left = megabytes
  let isGone = false
  into.on('error', () => {
    isGone = true
  })
  into.on('close', () => {
    isGone = true
  })
  const next = () => {
    while (left > 0 && !isGone) {
      left--
      if (!into.write(one)) return into.once('drain', next)
    }
    if (!isGone) into.end('</feed>')
  }
  next()
}
