/**
 * The inline scripts that React writes around a streamed part: functions that it never varies, and
 * calls of them with nothing but data. An unknown one does not run; tests/server/front holds this
 * list against the React that is installed.
 */
import { createHash } from 'node:crypto'

/** Letters and SHA-256 of each: replaying forms, the time of the shell, and the functions $RS, $RV with $RC, $RR, $RX. */
const WHOLE: [letters: number, sha256: string][] = [
  [363, 'VfhfnvfA7zvhtq7qaIrTAcOOkphTfZALlbspYj2qT7s='],
  [56, 'sFeOzRu2mEqTObGAym1AVluQ26Gfx1dxJGv2PwpOdns='],
  [192, 'dW/dX4s22Wb/RKwjhTPlT6uBNIFHoTR535AjgMKaEws='],
  [828, 'tNBrhVhpwBw/l0vCWPK8EIr/51zkeQJGlBE46KH5wHM='],
  [1104, 'ik5CuzKG16kxLMiWrbGtWliE5C3GFYiZnsysYypmDVc='],
  [199, 'jWUGjMRHNLSoNHPd4KWw4+G9pQwz+ZLNEf0h9mnNOjc='],
]
const CALL = /^\$R[CRSX]\((.*)\)$/

/** Whether a script is React's, from its first letter to its last. */
export function isScriptOfReact(script: string): boolean {
  let rest = script
  for (let known = knownStart(rest); known > 0; known = knownStart(rest))
    rest = rest.slice(known).replace(/^;+/, '')
  if (rest === '') return script !== ''
  const [, data] = CALL.exec(rest) ?? []
  return data !== undefined && isJson(`[${data}]`)
}

/** How many letters of a known function it starts with. */
function knownStart(text: string): number {
  const [letters = 0] =
    WHOLE.find(
      ([count, sha256]) =>
        text.length >= count &&
        createHash('sha256').update(text.slice(0, count)).digest('base64') === sha256,
    ) ?? []
  return letters
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
