/** What a reader sees when Next itself has failed or cannot be asked. */
import { createHash } from 'node:crypto'
import type { Rendered } from './answer.ts'
import { commonHeaders } from './security-headers.ts'

const STYLE =
  ':root{color-scheme:light dark}body{font:17px/1.6 Georgia,serif;max-width:34em;margin:12vh auto;padding:0 24px;background:light-dark(#fbfaf7,#151412);color:light-dark(#1c1a17,#ece7de)}h1{font-size:32px;line-height:1.1}a{color:inherit}pre{white-space:pre-wrap}'
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64')

/** 503 while the database is away, with the advice to come back; else 500. */
export function failurePage(status: 500 | 503, isSecure: boolean): Rendered {
  const [title, text] =
    status === 503
      ? [
          'Back in a moment',
          'Broadsheet cannot reach its database just now. Nothing is lost; please try again shortly.',
        ]
      : [
          'This page failed',
          'The fault is ours, and nothing of yours is lost. Trying again in a moment may help.',
        ]
  return plainPage(status, isSecure, title, text)
}

/** A page of a heading and a text, both HTML. */
export function plainPage(
  status: number,
  isSecure: boolean,
  title: string,
  text: string,
): Rendered {
  return {
    status,
    headers: [
      ...commonHeaders(isSecure),
      ...['Content-Type', 'text/html; charset=utf-8'],
      ...[
        'Content-Security-Policy',
        `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
      ],
      ...['X-Frame-Options', 'DENY'],
      ...['Cache-Control', 'no-store'],
      ...(status === 503 ? ['Retry-After', '5'] : []),
    ],
    body: Buffer.from(
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title} · Broadsheet</title><style>${STYLE}</style></head><body><main><h1>${title}</h1><p>${text}</p><p><a href="">Try again</a> or go <a href="/">to the newest edition</a>.</p></main></body></html>`,
    ),
    isText: true,
  }
}
