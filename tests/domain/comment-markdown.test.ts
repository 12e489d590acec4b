import { describe, expect, it } from 'vitest'
import { commentHtml } from '../../src/domain/comment-markdown.ts'

describe('Markdown in comments', () => {
  it.each([
    ['**bold** and *leaning*', '<p><strong>bold</strong> and <em>leaning</em></p>'],
    ['~~gone~~ but ~about~ 5~6', '<p><s>gone</s> but ~about~ 5~6</p>'],
    ['one\ntwo', '<p>one<br>\ntwo</p>'],
    ['# A heading', '<p><strong>A heading</strong></p>'],
    ['a line\n---', '<p>a line</p>\n<hr>'],
    ['- a\n- b', '<ul>\n<li>a</li>\n<li>b</li>\n</ul>'],
    ['> quoted', '<blockquote>\n<p>quoted</p>\n</blockquote>'],
    ['`a < b`', '<p><code>a &lt; b</code></p>'],
    ['```js\na < b\n```', '<pre tabindex="0"><code>a &lt; b\n</code></pre>'],
    ['thanks @ada, see ada@example.org', '<p>thanks @ada, see ada@example.org</p>'],
    ['if a<b and c>d', '<p>if a&lt;b and c&gt;d</p>'],
    ['- [ ] to do [^1]\n\n[^1]: note', '<ul>\n<li>[ ] to do [^1]</li>\n</ul>\n<p>[^1]: note</p>'],
  ])('reads %j', (text, html) => {
    expect(commentHtml(text).trim()).toBe(html)
  })

  it('sets tables in a box that scrolls', () => {
    const html = commentHtml('| a | b |\n|---|:-:|\n| 1 | 2 |')
    expect(html).toMatch(/^<div role="group" aria-label="Table" tabindex="0"><table>/)
    expect(html).toContain('<th>a</th>\n<th align="center">b</th>')
    expect(html).not.toContain('style')
  })
})

describe('links in comments', () => {
  const REL = 'rel="nofollow ugc noopener"'

  it('are marked as a stranger’s', () => {
    const link = (text: string) => `<a href="https://example.org/a?b=1&amp;c=2" ${REL}>${text}</a>`
    const address = 'https://example.org/a?b=1&c=2'
    expect(commentHtml(`[here](${address})`)).toContain(link('here'))
    expect(commentHtml(`<${address}>`)).toContain(link('https://example.org/a?b=1&amp;c=2'))
    expect(commentHtml(`see ${address}.`)).toContain(`${link(address.replace('&', '&amp;'))}.`)
  })

  it('lead to web pages only, and say where when they have no text', () => {
    for (const address of ['/settings', '#x', 'javascript:alert(1)', 'mailto:a@b.org', '//b.org'])
      expect(commentHtml(`[text](${address})`)).not.toContain('<a')
    expect(commentHtml('[](https://b.org/)')).toContain('>https://b.org/</a>')
    expect(commentHtml('![a picture](https://b.org/a.png)')).toContain(`${REL}>a picture</a>`)
    expect(commentHtml('![a picture](https://b.org/a.png)')).not.toContain('<img')
  })
})

describe('formulas in comments', () => {
  it.each([
    ['$x_1 * y_1 * z$', 1],
    ['a $$\\frac{1}{2}$$ b', 1],
    ['$$\nx\n+ y\n- z\n$$', 1],
    ['> $$\n> x^2\n> $$', 1],
    ['- $a$ and $b$', 2],
    ['| $a$ | b |\n|---|---|\n| 1 | $c$ |', 2],
  ])('are set: %j', (text, formulas) => {
    expect(commentHtml(text).match(/<math /g)).toHaveLength(formulas)
    expect(commentHtml(text)).not.toContain('$')
  })

  it.each([
    'costs $5 and $6',
    '$5-$6',
    'a $ b $ c',
    'one $',
    '$$',
    '\\$x\\$',
    '`$x$`',
    '$HOME and `$PATH`',
    '```\n$x$\n```',
    '$\\notacommand{x}$',
    '$\\href{javascript:alert(1)}{x}$',
    '$$\nnever closed',
  ])('are not seen where there are none: %j', (text) => {
    const html = commentHtml(text)
    expect(html).not.toContain('<math')
    expect(html.match(/\$/g)?.length).toBe(text.match(/\$/g)?.length)
  })

  it('scroll by themselves where they are wide', () => {
    expect(commentHtml(`$${'a + '.repeat(20)}b$`)).toContain(
      '<span class="wide-formula" role="math"',
    )
  })
})
