import { describe, expect, it } from 'vitest'
import { onlyDraft, opened, readAll } from './given-file.ts'
import { aFeed, anEntry } from './given-items.ts'

const changed = (from: string | RegExp, to: string) =>
  aFeed(anEntry((entry) => entry.replace(from, to)))

describe('an entry of the arXiv API', () => {
  it('becomes a draft, its entities decoded once', async () => {
    expect(await onlyDraft(aFeed(anEntry()))).toEqual({
      source: 'arxiv',
      arxivId: '2605.00001',
      version: 3,
      revisedAt: '2026-05-20T10:00:00.000Z',
      observedAt: '2026-06-01T04:00:00.000Z',
      title: 'Bounds on &lt; and wraps',
      abstract: 'We show $a < b$ & more.',
      authors: ['Ada Example', 'Bo Sample'],
      authorCount: 2,
      organization: null,
      publishedAt: '2026-05-01',
      categories: ['cs.LG', 'cs.AI'],
      note: '10 pages',
      doi: '10.1000/example.2',
      journalRef: 'J. Ex. 1 (2026)',
      license: null,
      codeUrl: null,
      projectUrl: null,
      withdrawn: false,
      listings: [],
      votes: null,
      comments: null,
    })
  })

  it('may have an old id and text in CDATA', async () => {
    const feed = changed('2605.00001v3', 'math.GT/0309136v1').replace(
      /<title>Bounds[\s\S]*?<\/title>/,
      '<title>T: <![CDATA[a < b &amp; c]]></title>',
    )
    const draft = await onlyDraft(feed)
    expect([draft.arxivId, draft.version]).toEqual(['math/0309136', 1])
    expect(draft.title).toBe('T: a < b &amp; c')
  })

  it('says when it is withdrawn', async () => {
    const feed = changed('10 pages', 'This paper has been withdrawn by the authors')
    expect((await onlyDraft(feed)).withdrawn).toBe(true)
  })

  it.each([
    ['2605.00001v3', '2605.000019v3', 'impossible arXiv id http://arxiv.org/abs/2605.000019v3'],
    ['http://arxiv.org/abs/2605.00001v3', '', 'no arXiv id'],
    ['2026-05-01T23:59:59Z', 'May', 'published is not a date'],
    [/Bounds on &amp;lt; and\s+wraps/, ' ', 'no title'],
  ])('is quarantined alone when %s becomes %j', async (from, to, reason) => {
    const bad = anEntry((entry) => entry.replace(from, to))
    const { drafts, quarantined } = await readAll(await opened(aFeed(bad + anEntry(), 2)))
    expect(drafts).toHaveLength(1)
    expect(quarantined[0]?.reason).toBe(reason)
    expect(quarantined[0]?.payload).toMatch(/^<entry>[\s\S]*<\/entry>$/)
  })
})

describe('a feed of the arXiv API', () => {
  it('without results has nothing to do', async () => {
    for (const feed of [aFeed('', 0), aFeed('', 30, 30)]) {
      expect((await readAll(await opened(feed))).drafts).toEqual([])
    }
  })

  it('that is empty though there are results is an error', async () => {
    await expect(opened(aFeed('', 30))).rejects.toThrow('there are 30 results, but sent none')
  })

  it('that reports an error is not understood', async () => {
    const error = `<entry><id>https://arxiv.org/api/errors#incorrect_id</id><title>Error</title>
      <summary>incorrect id</summary></entry>`
    expect(await opened(aFeed(error))).toBeNull()
    const { drafts, reasons } = await readAll(await opened(aFeed(error + anEntry(), 2)))
    expect(drafts).toHaveLength(1)
    expect(reasons).toEqual(["arXiv's error: incorrect id"])
  })

  it('of another site is not understood', async () => {
    const post = '<entry><id>https://example.org/1</id><title>A post</title></entry>'
    expect(await opened(aFeed(post))).toBeNull()
    expect(await opened('<feed xmlns="http://www.w3.org/2005/Atom"><id>x</id></feed>')).toBeNull()
  })
})

describe('an XML file', () => {
  const bomb = '<!DOCTYPE feed [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'

  it.each([
    ['at its start', bomb + aFeed(anEntry().replace('wraps', '&b;')).replace(/^<\?.*\?>/, '')],
    ['after the declaration', aFeed(anEntry()).replace('?>', `?>\n${bomb}`)],
    ['after a comment', aFeed(anEntry()).replace('?>', `?><!-- > --><?x y?> ${bomb}`)],
  ])('with a DOCTYPE %s is refused', async (_where, content) => {
    await expect(opened(content)).rejects.toThrow('XML with a DOCTYPE is refused')
  })

  it('cannot bring its own entities behind the root either', async () => {
    const feed = changed('wraps', `${bomb}&b;`)
    const titles = await opened(feed).then(readAll, () => null)
    expect(titles?.drafts[0]?.title ?? '').not.toContain('aaaa')
  })

  it('with a million numeric references is read in good time', async () => {
    const started = performance.now()
    const { reasons } = await readAll(await opened(changed('We show', '&#65;'.repeat(1_000_000))))
    expect(reasons).toEqual(['summary is longer than 20000 characters'])
    expect(performance.now() - started).toBeLessThan(30_000)
  })

  it.each([
    ['is cut off', aFeed(anEntry()).slice(0, -30)],
    ['has tags that do not match', aFeed(anEntry()).replace('</title>', '</titel>')],
    ['is nested without end', aFeed('<a>'.repeat(500) + '</a>'.repeat(500))],
  ])('that %s is an error', async (_what, content) => {
    await expect(opened(content)).rejects.toThrow()
  })

  it('may be in Latin-1 if it says so', async () => {
    const feed = changed('Ada Example', 'Adä Example').replace('UTF-8', 'ISO-8859-1')
    expect((await onlyDraft(Buffer.from(feed, 'latin1'))).authors?.[0]).toBe('Adä Example')
    expect((await onlyDraft(Buffer.from(feed, 'utf8'))).authors?.[0]).toBe('Adä Example')
    const undeclared = Buffer.from(changed('Ada', 'Adä'), 'latin1')
    await expect(opened(undeclared)).rejects.toThrow('the XML is not UTF-8')
  })

  it('may be in UTF-16 and have Windows line ends', async () => {
    const feed = aFeed(anEntry()).replaceAll('\n', '\r\n')
    const draft = await onlyDraft(Buffer.from(`\ufeff${feed}`, 'utf16le'))
    expect(draft).toEqual(await onlyDraft(aFeed(anEntry())))
  })
})
