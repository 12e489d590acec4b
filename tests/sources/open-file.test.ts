import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readBytes } from '../../src/sources/file/bytes.ts'
import { openFile } from '../../src/sources/file/open-file.ts'
import { aFile, itemsOf, ndjson, onlyDraft, opened, readAll } from './given-file.ts'
import { aCorpusLine, aDayItem, aFeed, aFlatEntry, anEntry, aSeedCard } from './given-items.ts'

describe('a file', () => {
  it('is understood by its content, plain or gzip', async () => {
    for (const content of [ndjson(aFlatEntry()), aFeed(anEntry()), `[${ndjson(aDayItem())}]`]) {
      const plain = await readAll(await opened(content))
      const zipped = await readAll(await opened(gzipSync(content)))
      expect(plain.drafts).toHaveLength(1)
      expect(zipped).toEqual(plain)
    }
  })

  it('of several gzip members is read to its end', async () => {
    const twice = Buffer.concat([gzipSync(ndjson(aFlatEntry())), gzipSync(ndjson(aFlatEntry()))])
    expect((await readAll(await opened(twice))).drafts).toHaveLength(2)
  })

  it.each([
    ['nothing', ''],
    ['blank lines', '\n \r\n\t\n'],
    ['an empty list', '[]\n'],
    ['only a byte order mark', '\ufeff'],
    ['an empty gzip', gzipSync('')],
  ])('with %s has nothing to do', async (_what, content) => {
    const understood = await opened(content)
    expect(understood?.kind).toBe('empty')
    expect(await itemsOf(understood)).toEqual([])
  })

  it.each([
    ['an HTML page', '<!DOCTYPE html><html><body>Retry</body></html>'],
    ['HTML without a DOCTYPE', '<html><body><p>Retry after 10 seconds<br></body></html>'],
    ['XML of another kind', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['text', 'Dear all,\nplease find attached\n'],
    ['binary data', Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7919) % 256))],
    ['binary data that looks like XML', Buffer.from([0x3c, 0xff, 0xfe, 0x00, 0x9c])],
    ['an object without papers', '{"status": "success", "data": ["{\'paper\': 1}"]}'],
    ['an object over many lines', JSON.stringify({ count: 9, data: ['x'] }, null, 2)],
    ['a list of strings', "[\"{'paper': {'id': '2412.00001'}}\"]"],
    ['other NDJSON', ndjson({ id: '1', title: 'A report', text: '' })],
    ['a number', '42'],
    ['a broken list', '[{"paper": {"id": "2412.0'],
  ])('with %s is not understood', async (_what, content) => {
    expect(await opened(content)).toBeNull()
  })

  it('may be UTF-8 with a mark, or UTF-16', async () => {
    const line = ndjson(aFlatEntry({ title: 'Größe der 数' }))
    const littleEndian = Buffer.from(`\ufeff${line}`, 'utf16le')
    const bigEndian = Buffer.from(littleEndian).swap16()
    for (const content of [Buffer.from(`\ufeff${line}`), littleEndian, bigEndian]) {
      expect((await onlyDraft(content)).title).toBe('Größe der 数')
    }
  })

  it('can be read again', async () => {
    const understood = await opened(ndjson(aFlatEntry(), aFlatEntry({ id: '2501.00002' })))
    const first = await itemsOf(understood)
    expect(first).toHaveLength(2)
    expect(await itemsOf(understood)).toEqual(first)
  })

  it('that does not exist is an error', async () => {
    await expect(openFile('/no/such/file')).rejects.toThrow('ENOENT')
  })
})

describe('a gzip file', () => {
  it('that is cut off gives its whole lines and then an error', async () => {
    const lines = ndjson(...Array.from({ length: 3_000 }, (_, n) => aFlatEntry({ n, x: n ** 7 })))
    const whole = gzipSync(lines)
    const understood = await opened(whole.subarray(0, whole.length / 2))
    let papers = 0
    const readToEnd = async () => {
      for await (const item of understood?.items ?? []) papers += 'draft' in item ? 1 : 0
    }
    await expect(readToEnd()).rejects.toThrow('the gzip data is cut off or damaged')
    expect(papers).toBeGreaterThan(500)
    expect(papers).toBeLessThan(3_000)
  })

  it('that is cut off within its first line is an error', async () => {
    const whole = gzipSync(ndjson(aFlatEntry()))
    await expect(opened(whole.subarray(0, 40))).rejects.toThrow('cut off or damaged')
  })

  it('that is damaged is an error', async () => {
    const damaged = gzipSync(ndjson(aFlatEntry()))
    damaged.fill(0x55, 12, 60)
    await expect(opened(damaged)).rejects.toThrow('cut off or damaged')
  })

  it('that unpacks to more than a document may have is an error', async () => {
    const bomb = gzipSync(Buffer.concat([Buffer.from('<feed>'), Buffer.alloc(65_000_000, 0x20)]))
    expect(bomb.length).toBeLessThan(100_000)
    await expect(opened(bomb)).rejects.toThrow('holds more than 64 MB')
  })

  it('that unpacks to more than a stream may have is an error', async () => {
    const path = await aFile(gzipSync(Buffer.alloc(3_000_000)))
    const readToEnd = async () => {
      for await (const _ of readBytes(path, 2_000_000));
    }
    await expect(readToEnd()).rejects.toThrow('holds more than 2 MB')
  })
})

describe('NDJSON', () => {
  it('is judged line by line', async () => {
    const content = [
      'not JSON',
      '',
      JSON.stringify(aCorpusLine()),
      '   ',
      '{"id": "2509.00002", "title": "No more than a title"}',
      '["a list"]',
      JSON.stringify(aSeedCard()),
      JSON.stringify(aCorpusLine({ title: null })).replaceAll(',', ', '),
      '{"id": "2509.00003"',
    ].join('\r\n')
    const understood = await opened(content)
    const { drafts, quarantined } = await readAll(understood)
    expect(understood?.kind).toBe('corpus')
    expect(drafts.map(({ arxivId }) => arxivId)).toEqual(['2509.00001', '2509.00002', '2510.00001'])
    expect(quarantined.map(({ reference, reason }) => [reference, reason])).toEqual([
      ['line 1', 'the line is not JSON'],
      ['line 6', 'the item has an unknown shape'],
      ['2509.00001', 'no title'],
      ['line 9', 'the line is not JSON'],
    ])
  })

  it('quarantines a line that is not UTF-8', async () => {
    const content = Buffer.concat([
      Buffer.from(ndjson(aCorpusLine())),
      Buffer.from('{"id": "2509.00002", "title": "Gr\xf6\xdfe", "abstract": ""}\n', 'latin1'),
    ])
    expect((await readAll(await opened(content))).reasons).toEqual(['the line is not UTF-8'])
  })

  it('quarantines a line of more than 5 MB and goes on', async () => {
    const content = `${ndjson(aCorpusLine())}{"id": "${'9'.repeat(6_000_000)}\n${ndjson(aCorpusLine())}`
    const { drafts, quarantined } = await readAll(await opened(content))
    expect(drafts).toHaveLength(2)
    expect(quarantined[0]).toMatchObject({
      reference: 'line 2',
      reason: 'the line is longer than 5 MB',
    })
    expect(quarantined[0]?.payload).toHaveLength(50_000)
  })

  it('is not understood when the first 50 lines are something else', async () => {
    const line = ndjson(aCorpusLine())
    expect(await opened('{"a": 1}\n\n'.repeat(50) + line)).toBeNull()
    expect((await readAll(await opened('{"a": 1}\n\n'.repeat(49) + line))).drafts).toHaveLength(1)
  })

  it('is streamed, so that the first paper is there long before the end', async () => {
    const understood = await opened(gzipSync(ndjson(aCorpusLine()).repeat(100_000)))
    const before = process.memoryUsage().arrayBuffers
    const started = performance.now()
    for await (const item of understood?.items ?? []) {
      expect('draft' in item).toBe(true)
      break
    }
    expect(performance.now() - started).toBeLessThan(2_000)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000)
  })

  it('keeps payloads fit for the database', async () => {
    const bad = JSON.stringify(aCorpusLine({ title: null })).replace('A corpus', 'a\0\ud800 corpus')
    const [quarantined] = (await readAll(await opened(`${ndjson(aCorpusLine())}${bad}`)))
      .quarantined
    expect(quarantined?.payload).not.toMatch(/\0|\p{Surrogate}/u)
  })
})
