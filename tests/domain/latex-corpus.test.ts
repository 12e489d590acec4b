import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { plainTextOf, segmentsOf } from '../../src/domain/latex.ts'

const FILE = join(import.meta.dirname, '../../../shared/data/arxiv/corpus-20k.ndjson.gz')
const isHere = existsSync(FILE)
if (!isHere) console.log(`skipped: there is no corpus at ${FILE}`)

const abstracts = isHere
  ? gunzipSync(readFileSync(FILE))
      .toString()
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { abstract: string }).abstract)
  : []
const lettersOf = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '')

describe.skipIf(!isHere)('the abstracts of the corpus', () => {
  it('without TeX lose no letter and no digit', () => {
    const plain = abstracts.filter((text) => !/[$\\]/.test(text))
    expect(plain.length).toBeGreaterThan(15_000)
    for (const text of plain) expect(lettersOf(plainTextOf(text))).toBe(lettersOf(text))
  })

  it('without a dollar or a formula keep every word that is no command', () => {
    const prose = abstracts.filter((text) => text.includes('\\') && !/\$|\\[([]/.test(text))
    expect(prose.length).toBeGreaterThan(100)
    const withoutCommands = (text: string) => lettersOf(text.replace(/\\[a-zA-Z]+/g, ''))
    for (const text of prose.filter((one) => !/\\(?:href|unicode)/.test(one))) {
      expect(withoutCommands(plainTextOf(text))).toBe(withoutCommands(text))
    }
  })

  it('with dollars keep what stands outside and inside their formulas', () => {
    const math = abstracts.filter(
      (text) => text.includes('$') && !/\\(?:href|text|emph|unicode|mbox|underline|url)/.test(text),
    )
    expect(math.length).toBeGreaterThan(500)
    for (const text of math) {
      const all = segmentsOf(text).map((one) => (one.kind === 'text' ? one.text : one.source))
      expect(lettersOf(all.join(''))).toBe(lettersOf(text))
    }
  })

  it('stay as they are where a dollar is money, or has no other', () => {
    const prose = abstracts.filter((text) => !/[$\\]/.test(text)).slice(0, 500)
    expect(prose).toHaveLength(500)
    const shown = (text: string) =>
      segmentsOf(text)
        .map((one) => (one.kind === 'text' ? one.text : `FORMULA ${one.source}`))
        .join('')
    for (const text of prose) {
      const half = text.indexOf(' ', text.length / 2)
      const [head, tail] = [text.slice(0, half), text.slice(half)]
      const plain = shown(`${head}${tail}`)
      for (const money of [' costs $5 and $6', ' costs US$5,', ' of $10 to $20 a day', ' $x alone'])
        expect(shown(`${head}${money}${tail}`)).toBe(
          plain.slice(0, shown(head).length) + money + plain.slice(shown(head).length),
        )
      expect(shown(`${head} costs \\$5 and \\$6${tail}`)).toContain('costs $5 and $6')
    }
  })

  it('have their formulas set, nearly all of them', () => {
    const math = abstracts.filter((text) => /(?<!\\)\$[^$]+\$/.test(text))
    const set = math.filter((text) => segmentsOf(text).some(({ kind }) => kind === 'math'))
    expect(set.length / math.length).toBeGreaterThan(0.9)
  })
})
