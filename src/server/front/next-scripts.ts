/** The inline scripts that Next writes into a page: calls with JSON and nothing else inside. */
import { isJson } from './is-json.ts'

const CALLS = [
  'self.__next_f.push(',
  // A form's answer, when it was sent without JavaScript.
  '(self.__next_f=self.__next_f||[]).push([0]);self.__next_f.push(',
  '(self.__next_f=self.__next_f||[]).push(',
  '(globalThis["TURBOPACK"] || (globalThis["TURBOPACK"] = [])).push(',
]

/** Whether a script begins like one of Next's, which is enough to take it out. */
export function startsAsNext(script: string): boolean {
  return /^self\.__next_r=/.test(script) || CALLS.some((call) => script.startsWith(call))
}

/** Whether a script is Next's from its first character to its last, so that it may run. */
export function isScriptOfNext(script: string): boolean {
  const call = CALLS.find((start) => script.startsWith(start))
  return call !== undefined && isJson(script.slice(call.length).replace(/\);?$/, ''))
}
