// @ts-check
/**
 * Keeps people out of the log: errors show their kind, code and place, but never what people typed,
 * their addresses, or tokens. In JavaScript, since Next's thread needs it too.
 */
import { format, types } from 'node:util'

/** @typedef {{ code?: unknown, severity?: unknown, table?: unknown, constraint?: unknown, cause?: unknown, errors?: unknown, digest?: unknown, meta?: { modelName?: unknown } }} Told */

const MOST_FRAMES = 12
const DEEPEST = 3
const LONGEST = 400
const ADDRESS = /[^\s<>"'`(),;:=&?/]+@[^\s<>"'`(),;:&?]+/gu
const QUERY_VALUE = /([?&][\w.-]+=)[^&\s"'`]+/g
/** No word of ours is this long, but every token is. */
const LONG_WORD = /[\w-]{28,}/g
/** With these codes, Postgres's message is about values: data, constraints, and what a function raised. */
const ABOUT_VALUES = /^(?:22|23|44|P0)/
/** With these codes, Prisma's message names only tables and columns. */
const ABOUT_SCHEMA = /^P(?:1\d{3}|20(?:02|03|21|22|24|25|28|34))$/

/**
 * From here on, these console methods say no more than that.
 * @param {('error' | 'warn' | 'info' | 'log')[]} methods
 */
export function keepLogPrivate(methods) {
  for (const method of methods) {
    const say = console[method].bind(console)
    console[method] = (...values) => say(format(...values.map(tellable)))
  }
}

/**
 * What may be logged of a value.
 * @param {unknown} value
 * @returns {unknown}
 */
export function tellable(value) {
  if (typeof value === 'string') return masked(value)
  if (types.isNativeError(value) || value instanceof Error) return describe(value, 0)
  if (value === null || typeof value !== 'object') return value
  return `{ ${Object.keys(value).slice(0, 20).map(masked).join(', ')} }`
}

/** @param {string} text */
function masked(text) {
  return text.replace(QUERY_VALUE, '$1…').replace(ADDRESS, '‹address›').replace(LONG_WORD, '‹…›')
}

/**
 * @param {Error} error
 * @param {number} depth
 * @returns {string}
 */
function describe(error, depth) {
  const told = /** @type {Error & Told} */ (error)
  const facts = [told.code, told.meta?.modelName, told.table, told.constraint]
    .filter((fact) => typeof fact === 'string' && /^\w{1,63}$/.test(fact))
    .join(' ')
  const number = told.digest ? ` [${masked(String(told.digest))}]` : ''
  const frames = String(error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, MOST_FRAMES)
  const inner = [told.cause, told.errors].flat().filter((one) => types.isNativeError(one))
  return [
    `${error.name}${facts && ` (${facts})`}${number}${colon(wordsOf(told))}`,
    ...(depth === 0 ? frames : frames.slice(0, 1)),
    ...(depth < DEEPEST
      ? inner
          .slice(0, 3)
          .map((one) => `  because of ${describe(/** @type {Error} */ (one), depth + 1)}`)
      : []),
  ].join('\n')
}

/** @param {string} words */
function colon(words) {
  return words && `: ${words}`
}

/**
 * The message, unless it may repeat what somebody sent.
 * @param {Error & Told} error
 */
function wordsOf({ name, message, code, severity }) {
  // For invalid JSON, the message quotes its beginning.
  if (name === 'SyntaxError') return 'not in the expected form'
  if (/^(?:Prisma|DriverAdapter)/.test(name)) {
    const state = /Code: `(\w+)`/.exec(message)?.[1] ?? ''
    const last = message.trim().split('\n').at(-1) ?? ''
    if (ABOUT_SCHEMA.test(String(code))) return masked(last)
    return state && `Postgres says ${state}`
  }
  if (severity !== undefined && ABOUT_VALUES.test(String(code))) return ''
  return masked(message.slice(0, LONGEST))
}
