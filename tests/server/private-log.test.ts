/** Addresses, words typed and tokens never reach the log, whatever fails. */
import { createServer } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { given, idOf } from '../db/given-papers.ts'
import { useDatabase } from '../support/database.ts'
import { sendForm } from '../support/forms.ts'
import { aDraft } from '../support/papers.ts'
import { aMember, type TestMember } from '../support/sign-in.ts'
import { type Site, serveSite } from '../support/site.ts'

const database = useDatabase()
const WORDS = 'Quixotic marmalade zeppelin'
const ADDRESS = 'whistler.jones@lab.example.org'
const TOKEN = 'tOkenThatNobodyMaySeeInAnyLogOfOurs'
let site: Site
/** Takes mails and refuses their recipients, as relays do it: with the address in the answer. */
let relay: ReturnType<typeof createServer>
let member: TestMember
let paper = ''

beforeAll(async () => {
  relay = createServer((socket) => {
    socket.on('error', () => {})
    socket.write('220 relay ESMTP\r\n')
    socket.on('data', (bytes) => {
      const line = String(bytes)
      if (/^EHLO/i.test(line)) socket.write('250 relay\r\n')
      else if (/^RCPT/i.test(line)) socket.write(`550 5.1.1 <${ADDRESS}>: no such user\r\n`)
      else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n')
      else socket.write('250 ok\r\n')
    })
  })
  await new Promise<void>((done) => relay.listen(0, '127.0.0.1', done))
  const { port } = relay.address() as { port: number }
  site = await serveSite({ DATABASE_URL: database.url(), SMTP_URL: `smtp://127.0.0.1:${port}` })
  member = await aMember({ email: ADDRESS })
  const draft = aDraft()
  await given(draft)
  paper = idOf(draft)
})
afterAll(async () => {
  await site?.stop()
  await new Promise((done) => relay.close(done))
})

const cookie = () => ({ cookie: member.cookie })
const post = (path: string, fields: Record<string, string>, more = {}) =>
  fetch(site.url + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: site.url, ...more },
    body: new URLSearchParams(fields),
  })

/** Everything that takes an address, words or a token. */
const ASKS: [string, () => Promise<unknown>][] = [
  ['a sign-in', () => sendForm(site, '/sign-in', { field: 'email', values: { email: ADDRESS } })],
  ['a link', () => fetch(`${site.url}/sign-in/link?token=${TOKEN}`)],
  ['its press', () => post('/sign-in/press', { token: TOKEN, next: `/?q=${WORDS}` })],
  [
    'a subscription',
    () => sendForm(site, '/subscribe', { field: 'email', values: { email: ADDRESS } }),
  ],
  ['a subscription at once', () => post('/subscribe/start', { email: ADDRESS })],
  ['a confirmation', () => fetch(`${site.url}/subscriptions/confirm?token=${TOKEN}`)],
  ['its press', () => post('/subscriptions/confirm/press', { token: TOKEN })],
  ['a way to change', () => fetch(`${site.url}/subscriptions/manage?token=${TOKEN}`)],
  ['a way out', () => fetch(`${site.url}/subscriptions/unsubscribe?token=1.1.${TOKEN}`)],
  ['one click', () => post(`/api/u/1-1-${TOKEN}`, { 'List-Unsubscribe': 'One-Click' })],
  [
    'a comment',
    () =>
      sendForm(site, `/papers/${paper}`, { field: 'body', values: { body: WORDS }, ...cookie() }),
  ],
  [
    'a name',
    () => sendForm(site, '/settings', { field: 'name', values: { name: WORDS }, ...cookie() }),
  ],
  ['a settings page', () => fetch(`${site.url}/settings`, { headers: cookie() })],
  ['a look-up', () => fetch(`${site.url}/submit?paper=${WORDS}`, { headers: cookie() })],
  [
    'a form of another build',
    () => {
      const body = new FormData()
      body.set('$ACTION_ID_40aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', '')
      body.set('email', ADDRESS)
      body.set('body', WORDS)
      const headers = { origin: site.url, ...cookie() }
      return fetch(`${site.url}/sign-in`, { method: 'POST', headers, body })
    },
  ],
  [
    'an action that is none',
    () =>
      fetch(`${site.url}/sign-in`, {
        method: 'POST',
        headers: { origin: site.url, 'next-action': TOKEN, 'content-type': 'text/plain' },
        body: JSON.stringify([WORDS, ADDRESS]),
      }),
  ],
  [
    'an action with wrong arguments',
    () => {
      const body = new FormData()
      body.set('$ACTION_REF_1', '')
      body.set('$ACTION_1:0', `{"id":"${TOKEN}","bound":"$@1"}`)
      body.set('$ACTION_1:1', `["${WORDS}","${ADDRESS}"`)
      return fetch(`${site.url}/sign-in`, { method: 'POST', headers: { origin: site.url }, body })
    },
  ],
  ['a provider', () => fetch(`${site.url}/api/auth/callback/github?code=${TOKEN}&state=${TOKEN}`)],
  [
    'a told bounce',
    () =>
      fetch(`${site.url}/api/mail/generic?token=${TOKEN}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
        body: JSON.stringify({ type: 'hard_bounce', email: ADDRESS }),
      }),
  ],
]

/** Statements that write or read these tables fail, with the values in what Postgres says of it. */
const TABLES = ['members', 'verifications', 'subscriptions', 'comments', 'sessions']

async function ask(when: string) {
  for (const [what, go] of ASKS) {
    await database.query('delete from limits')
    await go().catch((error) => expect(String(error), `${what} ${when}`).toMatch(/no form|fetch/))
  }
}

it('though everything is asked, and every table refuses once what is written to it', async () => {
  await ask('in peace')
  await database.query(`create function refuse() returns trigger language plpgsql as $$
    begin raise exception 'refused: %', new using detail = new::text, errcode = '23514'; end $$`)
  for (const table of TABLES) {
    const name = `refuse before insert or update on ${table}`
    await database.query(`create trigger ${name} for each row execute function refuse()`)
    await ask(`while ${table} refuses`)
    await database.query(`drop trigger refuse on ${table}`)
    await database.query(`alter table ${table} rename to away`)
    await ask(`while ${table} is away`)
    await database.query(`alter table away rename to ${table}`)
  }
  const said = site.output()
  const inQuestion = [ADDRESS, 'whistler', 'Quixotic', 'marmalade', TOKEN, member.cookie.slice(-40)]
  for (const one of inQuestion) {
    const line = said.split('\n').find((text) => text.toLowerCase().includes(one.toLowerCase()))
    expect.soft(line, one).toBeUndefined()
  }
  // Something did fail, and was told.
  expect(said).toMatch(/failed|Error|not sent/)
})
