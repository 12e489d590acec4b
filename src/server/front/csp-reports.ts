/** Takes browsers' reports of what a page's policy blocked, and counts them. */
import { z } from 'zod'
import { type CspViolation, countCspReports } from '../../db/csp-reports.ts'

/** Bytes. */
export const LARGEST_REPORT = 16 * 1024
const GATHER_MS = 1_000
const MOST_GATHERED = 50

const directive = z.string().regex(/^[a-z-]{1,40}$/)
const schema = z.union([
  z.object({
    'csp-report': z.object({
      'effective-directive': directive.optional(),
      'violated-directive': z.string().max(1_000).optional(),
      'blocked-uri': z.string().max(4_000),
    }),
  }),
  z
    .array(
      z.object({
        body: z.object({ effectiveDirective: directive, blockedURL: z.string().max(4_000) }),
      }),
    )
    .min(1)
    .max(20),
])

/** The last second's reports, gathered so that a flood of them takes few statements. */
const gathered = new Map<string, number>()

/** Takes a report, and returns the status to answer with: 204, or 400 if it is not one. */
export function receiveCspReport(body: Buffer): 204 | 400 {
  const violations = readReport(body.toString('utf8'))
  for (const violation of violations) gather(violation)
  return violations.length > 0 ? 204 : 400
}

function readReport(text: string): CspViolation[] {
  try {
    const report = schema.parse(JSON.parse(text))
    if (Array.isArray(report)) {
      return report.map(({ body }) => ({
        directive: body.effectiveDirective,
        blocked: originOf(body.blockedURL),
      }))
    }
    const { 'csp-report': one } = report
    const named = one['effective-directive'] ?? one['violated-directive']?.split(' ')[0]
    const parsed = directive.safeParse(named)
    return parsed.success ? [{ directive: parsed.data, blocked: originOf(one['blocked-uri']) }] : []
  } catch {
    return []
  }
}

/** Only the origin of an address: the rest may hold somebody's secret. */
function originOf(blocked: string): string {
  if (/^[a-z-]{1,30}$/.test(blocked)) return blocked
  if (!URL.canParse(blocked)) return 'unreadable'
  const { protocol, host } = new URL(blocked)
  return `${protocol}${host ? `//${host}` : ''}`.slice(0, 200)
}

function gather({ directive: named, blocked }: CspViolation) {
  const key = JSON.stringify([named, blocked])
  if (gathered.size === 0) setTimeout(store, GATHER_MS)
  if (gathered.size < MOST_GATHERED || gathered.has(key)) {
    gathered.set(key, (gathered.get(key) ?? 0) + 1)
  }
}

function store() {
  const now = new Date()
  for (const [key, times] of gathered) {
    const [named = '', blocked = ''] = JSON.parse(key) as string[]
    countCspReports({ directive: named, blocked }, times, now).catch((error) =>
      console.error('Counting a CSP report failed:', error),
    )
  }
  gathered.clear()
}
