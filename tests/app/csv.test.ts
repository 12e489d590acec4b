import { expect, it } from 'vitest'
import { csvOf } from '../../src/app/admin/digests/csv.ts'

it('a table quotes what would end a cell or a line', () => {
  expect(csvOf([['a', 'b,c', 'd"e', 'f\r\ng', ''], ['h']])).toBe(
    'a,"b,c","d""e","f\r\ng",\r\nh\r\n',
  )
})

it('no cell is a formula', () => {
  expect(csvOf([['=1+1', '+a@b.org', '-x', '@y', '\tz', '1=1']])).toBe(
    "'=1+1,'+a@b.org,'-x,'@y,'\tz,1=1\r\n",
  )
})
