import { describe, expect, it } from 'vitest'
import { onlyDraft, opened, readAll } from './given-file.ts'
import { anAnnouncement, anRss } from './given-items.ts'

describe('an announcement', () => {
  it('of a new paper lists it on the day it names', async () => {
    expect(await onlyDraft(anRss(anAnnouncement()))).toMatchObject({
      source: 'arxiv',
      arxivId: '2604.00001',
      version: 2,
      title: 'An announced title',
      abstract: 'What is new: <1 minute.',
      authors: ['Ada Example', 'Bo Sample'],
      categories: ['cs.AI', 'cs.LG'],
      license: 'http://creativecommons.org/licenses/by/4.0/',
      publishedAt: null,
      revisedAt: null,
      observedAt: '2026-04-27T04:00:00.000Z',
      listings: [{ date: '2026-04-27', listedAt: null }],
      withdrawn: null,
    })
  })

  it.each([
    ['cross', 1],
    ['replace', 0],
    ['replace-cross', 0],
    ['something-else', 0],
  ])('of the type %s has %d listings', async (type, count) => {
    expect((await onlyDraft(anRss(anAnnouncement(type)))).listings).toHaveLength(count)
  })

  it('takes the day of the whole feed when it has none itself', async () => {
    const item = anAnnouncement().replace(/<pubDate>.*<\/pubDate>/, '')
    expect((await onlyDraft(anRss(item))).listings[0]?.date).toBe('2026-04-27')
  })

  it('without title or id is quarantined', async () => {
    const items = [
      anAnnouncement().replace('An announced title', ''),
      anAnnouncement().replaceAll('2604.00001', 'nothing'),
    ]
    const { quarantined } = await readAll(await opened(anRss(items.join(''))))
    expect(quarantined.map(({ reference, reason }) => [reference, reason])).toEqual([
      ['2604.00001', 'no title'],
      ['nothing', 'impossible arXiv id nothingv2'],
    ])
  })
})

describe('an RSS feed', () => {
  it('of a weekend has nothing to do', async () => {
    const understood = await opened(anRss(''))
    expect(understood?.kind).toBe('arXiv RSS')
    expect((await readAll(understood)).drafts).toEqual([])
  })

  it('of another site is not understood', async () => {
    expect(await opened(anRss('', 'https://example.org/rss'))).toBeNull()
  })
})
