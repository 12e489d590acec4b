/**
 * The inline scripts that React writes around a streamed part: functions that never vary, and calls
 * of them with data alone. An unknown script does not run; tests/server/front checks this list against
 * the installed React.
 */
import { createHash } from 'node:crypto'
import { isJson } from './is-json.ts'

/** Length and SHA-256 of each: replaying forms, the time of the shell, and the functions $RS, $RV with $RC, $RR, $RX. */
const WHOLE: [length: number, sha256: string][] = [
  [363, 'VfhfnvfA7zvhtq7qaIrTAcOOkphTfZALlbspYj2qT7s='],
  [56, 'sFeOzRu2mEqTObGAym1AVluQ26Gfx1dxJGv2PwpOdns='],
  [192, 'dW/dX4s22Wb/RKwjhTPlT6uBNIFHoTR535AjgMKaEws='],
  [828, 'tNBrhVhpwBw/l0vCWPK8EIr/51zkeQJGlBE46KH5wHM='],
  [1104, 'ik5CuzKG16kxLMiWrbGtWliE5C3GFYiZnsysYypmDVc='],
  [199, 'jWUGjMRHNLSoNHPd4KWw4+G9pQwz+ZLNEf0h9mnNOjc='],
]
const CALL = /^\$R[CRSX]\((.*)\)$/

/** Whether a script is React's from its first character to its last. */
export function isScriptOfReact(script: string): boolean {
  let rest = script
  for (let known = knownStart(rest); known > 0; known = knownStart(rest))
    rest = rest.slice(known).replace(/^;+/, '')
  if (rest === '') return script !== ''
  const [, data] = CALL.exec(rest) ?? []
  return data !== undefined && isJson(`[${data}]`)
}

/** The length of the known function that a text starts with; 0 if none. */
function knownStart(text: string): number {
  const [length = 0] =
    WHOLE.find(
      ([count, sha256]) =>
        text.length >= count &&
        createHash('sha256').update(text.slice(0, count)).digest('base64') === sha256,
    ) ?? []
  return length
}
