/** Makes what is built from the sources, Prisma's client and the pages, each only if it is stale. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { toBrotli } from './front/encodings.ts'
import { buildPageScript } from './page-script.ts'
import { runNode } from './run-node.ts'
import { step } from './step.ts'

const CLIENT = 'src/db/generated'
const PAGES = '.next'
const ASSETS = '.next/static'
const MARK = 'made-from'

/** Generates Prisma's client if the schema has changed since the last time. */
export async function generateClient(): Promise<void> {
  const sources = hashOf(['prisma/schema.prisma', 'package-lock.json'])
  if (isMadeFrom(CLIENT, sources)) return
  await step('Generating the database client', () =>
    // Prisma insists on an engine that only `prisma migrate` would run; any program will do.
    runNode('node_modules/prisma/build/index.js', ['generate'], {
      env: { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath },
    }),
  )
  writeFileSync(join(CLIENT, MARK), sources)
}

/** Builds the pages if anything they are made of has changed since the last time. */
export async function buildPages(): Promise<void> {
  const sources = hashOfPages()
  if (isMadeFrom(PAGES, sources)) return
  await step('Building the pages (about half a minute)', async () => {
    await runNode('node_modules/next/dist/bin/next', ['build'], { env: { NODE_ENV: 'production' } })
    await compressAssets()
    await buildPageScript()
  })
  writeFileSync(join(PAGES, MARK), sources)
}

/** Compresses scripts and styles as far as possible in advance, so that even a new site's first reader benefits. */
async function compressAssets(): Promise<void> {
  const assets = filesOf(ASSETS).filter((path) => /\.(?:js|css)$/.test(path))
  await Promise.all(
    assets.map(async (path) =>
      writeFileSync(`${path}.br`, await toBrotli(readFileSync(path), 'best')),
    ),
  )
}

/** Whether there is a build at all. */
export function hasPages(): boolean {
  return existsSync(join(PAGES, MARK))
}

function hashOfPages(): string {
  return hashOf([
    'src',
    'public',
    'next.config.ts',
    'postcss.config.mjs',
    'tsconfig.json',
    'package-lock.json',
  ])
}

function isMadeFrom(folder: string, sources: string): boolean {
  const mark = join(folder, MARK)
  return existsSync(mark) && readFileSync(mark, 'utf8') === sources
}

function hashOf(paths: string[]): string {
  const hash = createHash('sha256')
  for (const path of paths.flatMap(filesOf))
    hash.update(path).update('\0').update(readFileSync(path))
  return hash.digest('hex')
}

function filesOf(path: string): string[] {
  if (path === CLIENT || !existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesOf(join(path, name)))
}
