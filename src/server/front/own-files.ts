/** The files that pages have from the server itself: their script, and what to fetch ahead. */
import type { PageScript } from '../page-script.ts'
import { type Answer, makeAnswer } from './answer.ts'
import { commonHeaders, type Secured } from './security-headers.ts'

export const SPECULATION_RULES = '/speculation-rules.json'
/** A link that a reader's hand comes near is fetched ahead, unless it is a file or opens something once. */
const RULES = {
  prefetch: [
    {
      where: {
        and: [
          { href_matches: '/*' },
          ...['/api/*', '/sign-*', '/subscriptions/*', '/settings/*', '/admin/*', '/mailbox*'].map(
            (href_matches) => ({ not: { href_matches } }),
          ),
          { not: { selector_matches: '[download], [rel~=nofollow], [target]' } },
        ],
      },
      eagerness: 'moderate',
    },
  ],
}

/** Looks one up by its path; null for any other. */
export function openOwnFiles(script: PageScript, site: Secured) {
  const make = (type: string, caching: string, body: Buffer) =>
    makeAnswer({
      status: 200,
      headers: [...commonHeaders(site), 'Content-Type', type, 'Cache-Control', caching],
      body,
      isText: true,
    })
  const answers = new Map<string, Promise<Answer>>([
    [
      script.address,
      make('text/javascript; charset=utf-8', 'public, max-age=31536000, immutable', script.text),
    ],
    [
      SPECULATION_RULES,
      make(
        'application/speculationrules+json',
        'public, max-age=3600',
        Buffer.from(JSON.stringify(RULES)),
      ),
    ],
  ])
  return (path: string): Promise<Answer> | null => answers.get(path) ?? null
}
