import { describe, expect, it } from 'vitest'
import { chooseSubmissions, readNamedPaper, votesToList } from '../../src/domain/submission.ts'

const SITE = 'http://papers.example'
const read = (text: string) => readNamedPaper(text, SITE)

describe('the name of a paper', () => {
  it.each([
    ['2510.13312', '2510.13312'],
    [' arXiv:2510.13312v3 ', '2510.13312'],
    ['https://arxiv.org/pdf/math.GT/0611800v2.pdf', 'math/0611800'],
    ['https://huggingface.co/papers/2510.13312?x=1', '2510.13312'],
    [`${SITE}/papers/2510.13312`, '2510.13312'],
    [`${SITE}/papers/math/0611800#cite`, 'math/0611800'],
    ['/papers/2510.13312v2/', '2510.13312'],
  ])('%j is the arXiv id %s', (text, id) => expect(read(text)).toEqual({ kind: 'arxiv', id }))

  it.each([
    ['attention-is-all-you-need-2017', 'attention-is-all-you-need-2017'],
    [`${SITE}/papers/A-Paper-2020?order=new`, 'a-paper-2020'],
    ['/papers/a-paper-2020#paper-x', 'a-paper-2020'],
  ])('%j may be the paper %s here', (text, id) => expect(read(text)).toEqual({ kind: 'here', id }))

  it.each([
    '',
    '2513.00001',
    '2510.1331',
    '1409.12345',
    '2510.00000',
    'math/0713001',
    'https://arxiv.org.evil.example/abs/2510.13312',
    'https://arxiv.org@127.0.0.1/abs/2510.13312',
    'http://127.0.0.1/papers/2510.13312',
    'http://127.1/abs/2510.13312',
    'http://[::1]/abs/2510.13312',
    'http://0x7f000001/abs/2510.13312',
    'http://169.254.169.254/latest/meta-data',
    'file:///etc/passwd',
    'javascript:alert(1)',
    `${SITE}.evil.example/papers/2510.13312`,
    `${SITE}/papers/../admin`,
    '../../etc/passwd',
    "' or 1=1 --",
    `${'a'.repeat(250)}`,
    'x'.repeat(10_000),
  ])('%j is none', (text) => expect(read(text)).toBeNull())
})

describe('choosing submissions', () => {
  const waiting = (paperId: string, votes: number, day: number) => ({
    paperId,
    votes,
    submittedAt: new Date(Date.UTC(2026, 1, day)),
  })
  const all = [waiting('a', 0, 1), waiting('b', 3, 2), waiting('c', 5, 3), waiting('d', 3, 1)]
  const chosen = (needed: number) => chooseSubmissions(all, needed).map((one) => one.paperId)

  it('takes those with enough votes, most voted first, then first submitted', () => {
    expect(chosen(3)).toEqual(['c', 'd', 'b'])
    expect(chosen(4)).toEqual(['c'])
    expect(chosen(6)).toEqual([])
  })

  it('needs a vote whatever the rule', () => {
    expect([0, 1, 7].map((minVotes) => votesToList({ minVotes }))).toEqual([1, 1, 7])
  })
})
