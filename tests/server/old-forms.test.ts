/** Forms that were opened before the site was built anew. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { given, idOf } from '../db/given-papers.ts'
import { useDatabase } from '../support/database.ts'
import { aDraft } from '../support/papers.ts'
import { aMember } from '../support/sign-in.ts'
import { type Site, serveSite } from '../support/site.ts'

const database = useDatabase()
const WORDS = 'A long remark, with <b>marks</b> & "quotes".'
let site: Site
beforeAll(async () => {
  site = await serveSite({ DATABASE_URL: database.url() })
})
afterAll(() => site?.stop())

it('are answered with words and with what was typed, when no build knows them any more', async () => {
  const draft = aDraft()
  await given(draft)
  const { cookie } = await aMember()
  const body = new FormData()
  body.set('$ACTION_REF_1', '')
  body.set('$ACTION_1:0', '{"id":"6043c138ea9a5a297dc182ae98aaaaaaaaaaaaaaaa","bound":"$@1"}')
  body.set('$ACTION_1:1', '[{"status":"idle"}]')
  body.set('paper', idOf(draft))
  body.set('body', WORDS)
  const headers = { origin: site.url, cookie }
  const answer = await fetch(`${site.url}/papers/${idOf(draft)}`, { method: 'POST', headers, body })
  expect(answer.status).toBe(409)
  expect(answer.headers.get('content-type')).toMatch(/^text\/html/)
  expect(answer.headers.get('cache-control')).toContain('no-store')
  const html = await answer.text()
  expect(html).toContain('This form has expired')
  expect(html).toContain('<pre>A long remark, with &lt;b&gt;marks&lt;/b&gt; &amp; "quotes".</pre>')
  expect(await database.query('select 1 from comments')).toEqual([])
})

it('that are no forms of ours at all are refused, not failed', async () => {
  const text = { 'content-type': 'text/plain' }
  for (const id of ['6043c138ea9a5a297dc182ae98aaaaaaaaaaaaaaaa', 'nonsense', '']) {
    const headers = { origin: site.url, 'next-action': id, ...text }
    const answer = await fetch(`${site.url}/sign-in`, { method: 'POST', headers, body: '[]' })
    expect(answer.status, id).toBeLessThan(500)
  }
})
