/** Files that the server makes itself: the pages' script, and the rules for fetching ahead. */
import type { PageScript } from '../page-script.ts'
import { type Answer, makeAnswer } from './answer.ts'
import { commonHeaders, type Secured } from './security-headers.ts'
import { SPECULATION_RULES } from './speculation-rules.ts'

/** Looks one up by its path; null for any other path. */
export type OwnFiles = (path: string) => Promise<Answer> | null

export function openOwnFiles(site: Secured, script?: PageScript): OwnFiles {
  const { address, rules } = SPECULATION_RULES
  const answers = new Map([
    [
      address,
      makeOwnFile(
        site,
        'application/speculationrules+json',
        'public, max-age=3600',
        Buffer.from(JSON.stringify(rules)),
      ),
    ],
  ])
  if (script)
    answers.set(
      script.address,
      makeOwnFile(
        site,
        'text/javascript; charset=utf-8',
        'public, max-age=31536000, immutable',
        script.text,
      ),
    )
  return (path) => answers.get(path) ?? null
}

export function makeOwnFile(
  site: Secured,
  type: string,
  caching: string,
  body: Buffer,
): Promise<Answer> {
  const headers = [...commonHeaders(site), 'Content-Type', type, 'Cache-Control', caching]
  return makeAnswer({ status: 200, headers, body, isText: true })
}
