import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openXml } from '../../src/sources/arxiv/open-xml.ts'
import { openJsonList } from '../../src/sources/file/json-list.ts'
import { readAll } from './given-file.ts'
import { expectSound, mutated, mutation, withoutElement } from './mutate.ts'

const DATA = join(import.meta.dirname, '../../../shared/data')
const isHere = existsSync(DATA)
if (!isHere) console.log(`skipped: there are no recorded answers at ${DATA}`)
const read = (name: string) => readFileSync(join(DATA, name), 'utf8')

describe.skipIf(!isHere)('recorded answers with one item changed at random', () => {
  it.each(['2024-08-02', '2025-03-17', '2025-12-11', '2026-05-13'])(
    'of Hugging Face on %s',
    async (day) => {
      const list = JSON.parse(read(`hugging-face/days/${day}.json`)) as object[]
      const before = (await readAll(openJsonList(list))).drafts
      const mutations = fc.array(mutation, { minLength: 1, maxLength: 6 })
      await fc.assert(
        fc.asyncProperty(fc.nat(list.length - 1), mutations, async (nth, changes) => {
          const changed = list.with(nth, mutated(list[nth] ?? {}, changes) as object)
          const { drafts, quarantined } = await readAll(openJsonList(changed))
          expect(drafts.length + quarantined.length).toBe(list.length)
          expect(drafts).toEqual(expect.arrayContaining(before.toSpliced(nth, 1)))
          drafts.forEach(expectSound)
        }),
        { numRuns: 60 },
      )
    },
    120_000,
  )

  it.each([
    ['record', 'arxiv/oai/arxiv-physics-hep-ex.xml'],
    ['item', 'arxiv/rss/arxiv_cs_ai_2026-04-27.rss2.xml'],
    ['entry', 'arxiv/atom/q_testing_s0_m10_bc5a6c384fe9.http200.xml'],
  ])(
    'in a %s of arXiv',
    async (tag, name) => {
      const xml = read(name)
      const items = [...xml.matchAll(new RegExp(`<${tag}>[\\s\\S]*?</${tag}>`, 'g'))]
      const before = (await readAll(openXml(Buffer.from(xml)))).drafts
      expect(items).toHaveLength(before.length)
      const text = fc.constantFrom('', 'x', '<a/>', '&#0;', '<id>2613.00001</id>')
      await fc.assert(
        fc.asyncProperty(fc.nat(items.length - 1), fc.nat(), text, async (nth, leaf, instead) => {
          const { index = 0, 0: item = '' } = items[nth] ?? {}
          const changed =
            xml.slice(0, index) +
            withoutElement(item, leaf, instead) +
            xml.slice(index + item.length)
          const { drafts, quarantined } = await readAll(openXml(Buffer.from(changed)))
          expect(drafts.length + quarantined.length).toBe(items.length)
          expect(drafts).toEqual(expect.arrayContaining(before.toSpliced(nth, 1)))
          drafts.forEach(expectSound)
        }),
        { numRuns: 60 },
      )
    },
    120_000,
  )
})
