import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { migrate } from '../../src/db/migrate.ts'
import { useDatabase } from '../support/database.ts'

const { query, url } = useDatabase()

/** The definitions of a table's constraints and unique indexes, as the catalogue has them. */
async function rulesOf(table: string): Promise<string> {
  const rows = await query<{ rule: string }>(
    `select pg_get_constraintdef(oid) as rule from pg_constraint where conrelid::regclass::text = $1
     union all select indexdef from pg_indexes where tablename = $1`,
    [table],
  )
  return rows.map(({ rule }) => rule).join('\n')
}

async function insertPaper(given: Record<string, unknown> = {}) {
  const row = { id: '2501.00001', title: 'A paper', appeared_at: '2026-02-09T01:00:00Z', ...given }
  const names = Object.keys(row)
  const places = names.map((_name, index) => `$${index + 1}`)
  await query(
    `with one as (insert into papers (${names.join(', ')}) values (${places.join(', ')}) returning id)
     select * from one`,
    Object.values(row),
  )
}

describe('the migrations', () => {
  it('are all applied, and applying them again does nothing', async () => {
    const folders = readdirSync('prisma/migrations', { withFileTypes: true })
    const names = folders.filter((entry) => entry.isDirectory()).map(({ name }) => name)
    const applied = await query<{ migration_name: string }>(
      'select migration_name from _prisma_migrations where finished_at is not null order by 1',
    )
    expect(applied.map((row) => row.migration_name)).toEqual(names.sort())
    expect(await migrate(url())).toEqual([])
  })

  it.each([
    ['papers', 'UNIQUE (arxiv_id)'],
    ['papers', 'PRIMARY KEY (id)'],
    ['papers', 'CHECK ((vote_count >= 0))'],
    ['papers', 'CHECK ((imported_votes >= 0))'],
    ['papers', 'CHECK ((comment_count >= 0))'],
    ['papers', 'CHECK ((imported_comments >= 0))'],
    ['papers', '(trend DESC, appeared_at, "position", id)'],
    ['papers', '(shown_votes DESC, appeared_at, "position", id)'],
    ['listings', 'PRIMARY KEY (date, paper_id)'],
    ['source_records', 'PRIMARY KEY (paper_id, source)'],
    ['authorships', 'PRIMARY KEY (paper_id, "position")'],
    ['authors', 'UNIQUE (slug)'],
    ['quarantine', 'UNIQUE (digest)'],
  ])('give %s the rule %s', async (table, rule) => {
    expect(await rulesOf(table)).toContain(rule)
  })
})

describe('the database takes', () => {
  it.each([
    ['a plain paper', { id: '2501.10001' }],
    ['an old id', { id: 'math/0611800', arxiv_id: 'math/0611800' }],
    ['a paper without an arXiv id', { id: 'a-paper-2026' }],
  ])('%s', async (_name, row) => {
    await insertPaper(row)
    expect(await query('select id from papers where id = $1', [row.id])).toHaveLength(1)
  })
})

describe('the database refuses', () => {
  it.each([
    ['an empty title', { title: '' }],
    ['no title', { title: null }],
    ['an id that is no address', { id: 'A Paper' }],
    ['an id with markup', { id: '<b>' }],
    ['an arXiv id that is not the id', { arxiv_id: '2501.00002' }],
    ['votes below zero', { vote_count: -1 }],
    ['imported votes below zero', { imported_votes: -1 }],
    ['comments below zero', { comment_count: -1 }],
    ['imported comments below zero', { imported_comments: -1 }],
    ['authors below zero', { author_count: -1 }],
    ['version zero', { version: 0 }],
    ['a place below zero', { position: -1 }],
    ['a script for a link', { code_url: 'javascript:alert(1)' }],
    ['a file for a link', { project_url: 'file:///etc/passwd' }],
    ['an organization that does not exist', { organization: 'nobody' }],
    ['a sum of votes that is not the sum', { shown_votes: 5 }],
    ['a made-up score', { trend: 5 }],
  ])('a paper with %s', async (_name, row) => {
    await expect(insertPaper({ id: '2501.20001', ...row })).rejects.toThrow(
      /violates|non-DEFAULT value/,
    )
    expect(await query("select id from papers where id = '2501.20001'")).toEqual([])
  })

  it('two papers of one id', async () => {
    await insertPaper({ id: '2501.30001', arxiv_id: '2501.30001' })
    await expect(insertPaper({ id: '2501.30001' })).rejects.toThrow(/duplicate key/)
  })

  it.each([
    ["insert into listings (date, paper_id, listed_at) values ('2026-02-09', 'nothing', now())"],
    ["insert into organizations (slug, name) values ('PEARLS Lab', 'x')"],
    ["insert into organizations (slug, name) values ('lab', '')"],
    ["insert into authors (slug, name) values ('Ada', 'Ada')"],
    ["insert into paper_categories values ('2501.40001', 1, '68T50')"],
    ["insert into paper_categories values ('2501.40001', 0, 'cs.CL')"],
    [
      "insert into authorships (paper_id, position, author_id, name) values ('2501.40001', 1, 0, 'x')",
    ],
    [
      "insert into source_records (paper_id, source, observed_at, content) values ('2501.40001', 'blog', now(), '{}')",
    ],
    [
      "insert into source_records (paper_id, source, observed_at, content, votes) values ('2501.40001', 'file', now(), '{}', -1)",
    ],
  ])('%s', async (statement) => {
    await query(
      "insert into papers (id, title, appeared_at) values ('2501.40001', 'x', now()) on conflict do nothing",
    )
    await expect(query(statement)).rejects.toThrow(/violates/)
  })
})

describe('a paper that is deleted', () => {
  it('takes its listings, records, authorships and categories with it', async () => {
    await insertPaper({ id: '2501.50001' })
    await query(`
      with author as (insert into authors (slug, name) values ('ada', 'Ada') returning id),
        listing as (insert into listings values ('2026-02-09', '2501.50001', now())),
        category as (insert into paper_categories values ('2501.50001', 1, 'cs.CL')),
        record as (insert into source_records (paper_id, source, observed_at, content)
          values ('2501.50001', 'file', now(), '{}'))
      insert into authorships select '2501.50001', 1, id, 'Ada' from author`)
    await query("delete from papers where id = '2501.50001'")
    for (const table of ['listings', 'source_records', 'authorships', 'paper_categories']) {
      expect(await query(`select 1 from ${table} where paper_id = '2501.50001'`)).toEqual([])
    }
  })
})
