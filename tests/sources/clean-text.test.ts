import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanHtml, cleanText } from '../../src/sources/clean-text.ts'

describe('clean text', () => {
  it('puts hard wraps, tabs and other white space together as one space', () => {
    expect(cleanText('  Wrapped\n  over\r\n\tlines\u00a0and\u2028more ')).toBe(
      'Wrapped over lines and more',
    )
  })

  it('has no control, zero-width or bidirectional control characters and no half letters', () => {
    expect(cleanText('a\u0000b\u0007c\u200bd\ufeffe\u202ef\u2066g\u200fh\u061ci\ud800j')).toBe(
      'abcdefghij',
    )
  })

  it('keeps what letters and emoji are joined with', () => {
    expect(cleanText('👩\u200d🔬 می\u200cخواهم')).toBe('👩\u200d🔬 می\u200cخواهم')
  })

  it('is in NFC', () => {
    expect(cleanText('Erdo\u030bs')).toBe('Erdős')
  })

  it('leaves TeX, entities and less-than alone', () => {
    const text = String.raw`p<0.05, $a<b$ &lt; \textbf{x} & $x_1 > y$`
    expect(cleanText(text)).toBe(text)
  })

  it('stays the same when cleaned again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(cleanText(cleanText(text))).toBe(cleanText(text))
      }),
    )
  })
})

describe('clean HTML', () => {
  it('strips a stray link and other tags', () => {
    expect(cleanHtml('See <a href="https://example.org/">this URL</a>.')).toBe('See this URL.')
    expect(cleanHtml('An <i>in vivo</i> H<sub>2</sub>O<br/>study')).toBe('An in vivo H2O study')
    expect(cleanHtml('left open <a href="https://example.org/" target=_blank>here')).toBe(
      'left open here',
    )
  })

  it.each([
    'p<0.05 and q>0.1',
    '$a<b$ and $c>d$',
    '$x<b>y$',
    'if a<b and c>d then',
    'removes tags (e.g., <think>. . . </think>)',
    'predicts <subject, object, predicate> triplets',
    'at <https://example.org/a>',
    'a <short> b < c',
  ])('leaves %s alone', (text) => {
    expect(cleanHtml(text)).toBe(text)
  })

  it('is quick with hostile input', () => {
    const started = performance.now()
    cleanHtml('<a '.repeat(30_000))
    cleanHtml(`<a ${'b'.repeat(80_000)}`)
    cleanHtml('<a b="'.repeat(15_000))
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})
