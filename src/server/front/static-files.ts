/** Scripts, styles, fonts and icons: read and compressed once (or by the build), then sent from memory. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { type Answer, compressBest, makeAnswer } from './answer.ts'
import { commonHeaders, type Secured } from './security-headers.ts'

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.woff2': 'font/woff2',
}
const TEXT = new Set(['.css', '.js', '.json', '.svg', '.txt', '.webmanifest'])
const IMMUTABLE = 'public, max-age=31536000, immutable'
const A_DAY = 'public, max-age=86400'

/** Looks a file up by its path; null when there is none. Only files that were there at the start are found. */
export type StaticFiles = (path: string) => Promise<Answer> | null

/** The built assets and the public folder. Names with a hash or a version never change. */
export function openStaticFiles(site: Secured): StaticFiles {
  const files = new Map<string, string>([
    ...listFiles('public', '/'),
    ...listFiles('.next/static', '/_next/static/'),
  ])
  const answers = new Map<string, Promise<Answer>>()
  return (path) => {
    const file = files.get(path)
    if (!file) return null
    let answer = answers.get(path)
    if (!answer) {
      answer = readAnswer(path, file, site)
      answers.set(path, answer)
    }
    return answer
  }
}

async function readAnswer(path: string, file: string, site: Secured): Promise<Answer> {
  const extension = extname(file)
  const isImmutable = path.startsWith('/_next/static/') || path.startsWith('/fonts/')
  const packed = existsSync(`${file}.br`) ? readFileSync(`${file}.br`) : undefined
  const answer = await makeAnswer({
    status: 200,
    headers: [
      ...commonHeaders(site),
      ...['Content-Type', TYPES[extension] ?? 'application/octet-stream'],
      ...['Cache-Control', isImmutable ? IMMUTABLE : A_DAY],
    ],
    body: readFileSync(file),
    isText: TEXT.has(extension),
    packed,
  })
  if (!packed) compressBest(answer).catch((error) => console.error('Compressing failed:', error))
  return answer
}

function listFiles(folder: string, prefix: string): [string, string][] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry): [string, string][] => {
    const path = join(folder, entry.name)
    if (entry.name.startsWith('.') || /\.(?:map|br)$/.test(entry.name)) return []
    if (entry.isDirectory()) return listFiles(path, `${prefix}${entry.name}/`)
    return [[prefix + entry.name, path]]
  })
}
