import { describe, expect, it } from 'vitest'
import { splitAuthors } from '../../src/sources/arxiv/author-names.ts'
import { texToUnicode } from '../../src/sources/arxiv/tex-accents.ts'

describe('TeX accents', () => {
  it.each([
    [String.raw`P. Erd\H{o}s`, 'P. Erdős'],
    [String.raw`Erd{\H o}s`, 'Erdős'],
    [String.raw`H. B{\"o}lcskei`, 'H. Bölcskei'],
    [String.raw`H. B\"{o}lcskei`, 'H. Bölcskei'],
    [String.raw`Gli\v{s}ovi\'c`, 'Glišović'],
    [String.raw`Jo\v zef`, 'Jožef'],
    [String.raw`Mart\'{\i}n D\'\i az`, 'Martín Díaz'],
    [String.raw`Laya\"ida`, 'Layaïda'],
    [String.raw`Bae{\ss}ler`, 'Baeßler'],
    [String.raw`M{\o}ller and S\o ren`, 'Møller and Søren'],
    [String.raw`\L{}ukasz \Aa`, String.raw`Łukasz \Aa`],
    [String.raw`\AA ngstr\"om`, 'Ångström'],
    [String.raw`K\"ur\c{s}at`, 'Kürşat'],
    [String.raw`Mu\~noz~Horta`, 'Muñoz Horta'],
    [String.raw`Mah\.ir`, 'Mahir'],
    [String.raw`W{\l}odarski, A\k{e}`, 'Włodarski, Aę'],
    ['Plain Name', 'Plain Name'],
  ])('%s is %s', (tex, letters) => {
    expect(texToUnicode(tex)).toBe(letters)
  })
})

describe('an author line', () => {
  it.each([
    ['A. One, B. Two, and C. Three', ['A. One', 'B. Two', 'C. Three']],
    ['A. One and Andrew Sandy', ['A. One', 'Andrew Sandy']],
    ['A. One (1, 2), B. Two (3) ((1) Lab (in a town), (2) B, (3) C)', ['A. One', 'B. Two']],
    ['A. One (Chile, B. Two', ['A. One Chile', 'B. Two']],
    ['A. One, Jr., B. Two III, C. Three, IV', ['A. One Jr.', 'B. Two III', 'C. Three IV']],
    ['D. One, for the Example Collaboration', ['D. One', 'Example Collaboration']],
    ['The Team: A. One, et al', ['The Team', 'A. One']],
    ['', []],
    ['(', []],
  ])('%j', (line, names) => {
    expect(splitAuthors(line)).toEqual(names)
  })

  it('is quick with a million parentheses', () => {
    const started = performance.now()
    splitAuthors('('.repeat(500_000) + ')'.repeat(500_000))
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})
