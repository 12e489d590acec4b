/** The script of every page (src/browser), bundled into one small file. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { pageScriptAddress } from '../wire/page-script.ts'

const BUILT = '.next/page-script.js'

/** Its address names its content, so that it can be kept for good. */
export type PageScript = { address: string; text: Buffer }

/** Bundles the script from the sources as they are now. */
export async function bundlePageScript(entry = 'src/browser/page.ts'): Promise<PageScript> {
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    write: false,
  })
  return named(Buffer.from(outputFiles[0]?.contents ?? []))
}

export async function buildPageScript(): Promise<void> {
  const { text } = await bundlePageScript()
  await writeFile(BUILT, text)
}

export function readPageScript(): PageScript {
  return named(readFileSync(BUILT))
}

function named(text: Buffer): PageScript {
  const hash = createHash('sha256').update(text).digest('base64url').slice(0, 10)
  return { address: pageScriptAddress(hash), text }
}
