/** The headers that lock a page down. Each script in it is allowed by its hash, or not at all. */
import { createHash } from 'node:crypto'
import { isScriptOfNext } from './next-scripts.ts'
import { isScriptOfReact } from './react-scripts.ts'
import { SPECULATION_RULES } from './speculation-rules.ts'

/** `hsts`: the value of Strict-Transport-Security, sent over https alone. */
export type Secured = { isSecure: boolean; hsts: string }
/** `formTargets`: origins that a form may lead to: the sign-in providers. */
export type Locked = Secured & {
  formTargets: string[]
  /** What development adds to the sources of scripts and styles. */
  devPolicy?: { script: string; style: string }
}

/** For the HTML of a mail, which may use its own styles and nothing else. */
export const MAIL_HEADERS = [
  'Content-Security-Policy',
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
]

/** A flat list of names and values, as Node writes it fastest. */
export type FlatHeaders = string[]

/**
 * The Content-Security-Policy of an HTML page, with its inline scripts by hash. A script that neither
 * Next nor React wrote gets no hash, so that an injected one does not run.
 */
export function contentSecurityPolicy(
  inline: string[],
  { isSecure, formTargets, devPolicy }: Omit<Locked, 'hsts'>,
): string {
  const allowed = devPolicy?.script ?? inline.map(hashOfOurs).join('')
  return [
    "default-src 'none'",
    `script-src 'self'${allowed}`,
    `style-src 'self'${devPolicy?.style ?? ''}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    `form-action ${["'self'", ...formTargets].join(' ')}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
    ...(isSecure ? ['upgrade-insecure-requests'] : []),
    'report-uri /csp-report',
  ].join('; ')
}

/** For every answer, page or not. */
export function commonHeaders({ isSecure, hsts }: Secured): FlatHeaders {
  return [
    ...['X-Content-Type-Options', 'nosniff'],
    ...['Referrer-Policy', 'strict-origin-when-cross-origin'],
    ...['Cross-Origin-Resource-Policy', 'same-origin'],
    ...(isSecure ? ['Strict-Transport-Security', hsts] : []),
  ]
}

/** For HTML pages, in addition. */
export function pageHeaders(inline: string[], site: Locked): FlatHeaders {
  return [
    ...['Content-Security-Policy', contentSecurityPolicy(inline, site)],
    ...['Cross-Origin-Opener-Policy', 'same-origin'],
    ...['Permissions-Policy', 'camera=(), microphone=(), geolocation=(), browsing-topics=()'],
    ...['X-Frame-Options', 'DENY'],
    ...['Speculation-Rules', `"${SPECULATION_RULES.address}"`],
  ]
}

/** The hash as the policy writes it; empty for a script of unknown origin, which is logged. */
function hashOfOurs(script: string): string {
  if (isScriptOfNext(script) || isScriptOfReact(script))
    return ` 'sha256-${createHash('sha256').update(script, 'latin1').digest('base64')}'`
  const size = Buffer.byteLength(script, 'latin1')
  console.warn(`A page has an inline script of unknown origin, ${size} bytes long.`)
  return ''
}
