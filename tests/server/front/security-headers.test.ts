import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readScripts } from '../../../src/server/front/page-scripts.ts'
import {
  commonHeaders,
  contentSecurityPolicy,
  pageHeaders,
} from '../../../src/server/front/security-headers.ts'

const policyOf = (html: string, isSecure = false) =>
  contentSecurityPolicy(readScripts(Buffer.from(html), true).inline, { isSecure, formTargets: [] })
const hashOf = (script: string) =>
  `'sha256-${createHash('sha256').update(script).digest('base64')}'`

describe('the policy of a page', () => {
  it.each([
    'self.__next_f.push([1,"a\\u003c/script\\u003e"])',
    '(self.__next_f=self.__next_f||[]).push([0])',
    '(self.__next_f=self.__next_f||[]).push([0]);self.__next_f.push([2,[{"status":"done"},"k1"]])',
    '$RC("B:0","S:0")',
    '$RX("B:0","1a2b")',
  ])('allows %s by its hash', (script) => {
    expect(policyOf(`<script>${script}</script>`)).toContain(hashOf(script))
  })

  it.each([
    'alert(1)',
    'self.__next_f.push([1,"a"]);alert(1)',
    'self.__next_f.push(alert(1))',
    '(self.__next_f=self.__next_f||[]).push([0]);self.__next_f.push([2,alert(1)])',
    '$RX=0;alert(1)',
    '$RC=function(){alert(1)};$RC("B:0","S:0")',
    '$RC("B:0","S:0");alert(1)//)',
    '$RC(alert(1))',
    'requestAnimationFrame(function(){$RT=alert(1)})',
    ' ',
  ])('does not allow %s', (script) => {
    const policy = policyOf(`<script>${script}</script>`)
    expect(policy).toContain("script-src 'self';")
    expect(policy).not.toContain('sha256')
  })

  it('never allows inline scripts or eval as such', () => {
    expect(policyOf('<p>', true)).not.toMatch(/unsafe|\*|data:(?!;)\s*script/)
  })

  it('upgrades requests for https only', () => {
    expect(policyOf('', true)).toContain('upgrade-insecure-requests')
    expect(policyOf('', false)).not.toContain('upgrade-insecure-requests')
  })
})

/** The arithmetic of mdn-http-observatory, as reference/security.md section 5 gives it. */
function observatoryScore(flat: string[]): number {
  const headers = new Map<string, string>()
  for (let at = 0; at < flat.length; at += 2)
    headers.set(String(flat[at]).toLowerCase(), String(flat[at + 1]))
  const policy = headers.get('content-security-policy') ?? ''
  const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? "'unsafe-inline'"
  const age = Number(/max-age=(\d+)/.exec(headers.get('strict-transport-security') ?? '')?.[1] ?? 0)
  const penalties = [
    /'unsafe-inline'|data:|https?:(?:\s|$)|\*/.test(scripts) ? 20 : 0,
    /'unsafe-eval'/.test(scripts) ? 10 : 0,
    age === 0 ? 20 : age < 15_768_000 ? 10 : 0,
    /frame-ancestors/.test(policy) || headers.has('x-frame-options') ? 0 : 20,
    headers.get('x-content-type-options') === 'nosniff' ? 0 : 5,
  ].reduce((sum, one) => sum + one, 0)
  const bonuses = [
    /default-src 'none'/.test(policy) && !/unsafe/.test(policy) ? 10 : 0,
    /frame-ancestors 'none'/.test(policy) ? 5 : 0,
    /^(?:no-referrer|same-origin|strict-origin|strict-origin-when-cross-origin)$/.test(
      headers.get('referrer-policy') ?? '',
    )
      ? 5
      : 0,
    headers.get('cross-origin-resource-policy') === 'same-origin' ? 10 : 0,
    headers.get('cross-origin-opener-policy') === 'same-origin' ? 10 : 0,
  ].reduce((sum, one) => sum + one, 0)
  return 100 - penalties + (penalties <= 10 ? bonuses : 0)
}

describe('the headers of an https site', () => {
  const headers = (isSecure: boolean) => [
    ...commonHeaders({ isSecure, hsts: 'max-age=63072000' }),
    ...pageHeaders([], { isSecure, hsts: '', formTargets: [] }),
  ]

  it('score 140', () => {
    expect(observatoryScore(headers(true))).toBe(140)
  })

  it('leave HSTS out over http', () => {
    expect(headers(false).join()).not.toContain('Strict-Transport-Security')
  })
})
