/** The walk of one reader through the site, by what a person sees and does. */
import { randomUUID } from 'node:crypto'
import { mailsTo } from '../support/mailbox.ts'
import type { Visitor } from './visitor.ts'

export const DATE = '2026-02-09'
export const PLAIN = '2602.00001'
export const MATH = '2602.00002'

const PATIENCE_MS = 20_000
/** The form of a field, whatever the words on its button are. */
const formOf = (field: string) => `//main//form[.//input[@name='${field}']]`
const sendOf = (field: string) => `(${formOf(field)}//button[not(@type='button')])[1]`
const CARD = `//*[@id='paper-${PLAIN}']`

export type Step = { name: string; walk: (visitor: Visitor, site: string) => Promise<void> }

export const STEPS: Step[] = [
  {
    name: 'an edition reads, with its math',
    walk: async (visitor, site) => {
      await visitor.goto(`${site}/papers/date/${DATE}`)
      await sees(visitor, 'The First Paper')
      await readsMath(visitor)
    },
  },
  {
    name: 'a paper reads, with its math',
    walk: async (visitor, site) => {
      await visitor.goto(`${site}/papers/${MATH}`)
      await sees(visitor, 'The Second Paper')
      await readsMath(visitor)
    },
  },
  {
    name: 'an address is subscribed and confirmed',
    walk: async (visitor, site) => {
      const email = `${randomUUID()}@example.org`
      await visitor.goto(`${site}/subscribe`)
      await visitor.type(`${formOf('email')}//input[@name='email']`, email)
      await visitor.press(sendOf('email'))
      await sees(visitor, email)
      await visitor.goto(await linkTo(site, email, '/subscriptions/confirm'))
      await visitor.press(sendOf('token'))
      await comesTo(visitor, '/subscriptions/manage')
    },
  },
  {
    name: 'a press on a vote leads to sign in and back, signed in',
    walk: async (visitor, site) => {
      const email = `${randomUUID()}@example.org`
      await visitor.goto(`${site}/papers/date/${DATE}`)
      await visitor.press(`${CARD}//*[contains(@class, 'votes')]//button`)
      await comesTo(visitor, '/sign-in')
      await visitor.type(`${formOf('email')}//input[@name='email']`, email)
      await visitor.press(sendOf('email'))
      await sees(visitor, email)
      await visitor.goto(await linkTo(site, email, '/sign-in/link'))
      await visitor.press(sendOf('token'))
      await comesTo(visitor, '/sign-in/handle')
      await visitor.type(
        `${formOf('handle')}//input[@name='handle']`,
        `walker-${email.slice(0, 8)}`,
      )
      await visitor.press(sendOf('handle'))
      await comesTo(visitor, `/papers/date/${DATE}`)
      await sees(visitor, '@walker-')
    },
  },
  {
    name: 'a vote on a card shows, and stays',
    walk: async (visitor, site) => {
      await visitor.goto(`${site}/papers/date/${DATE}`)
      await votes(visitor, `#paper-${CSS_ID}`, `${CARD}//*[contains(@class, 'votes')]//button`)
    },
  },
  {
    name: 'a vote on a paper’s page shows, and stays',
    walk: async (visitor, site) => {
      await visitor.goto(`${site}/papers/${MATH}`)
      await votes(visitor, 'main', "//main//*[contains(@class, 'votes')]//button")
    },
  },
]

const CSS_ID = PLAIN.replace('.', '\\.')

async function votes(visitor: Visitor, within: string, button: string) {
  const selector = `${within} .votes button`
  const [before, wasCast] = await voteOf(visitor, selector)
  // Whoever was led away from here to sign in may find the vote cast.
  if (wasCast) {
    await visitor.press(button)
    await until(visitor, async () => !(await voteOf(visitor, selector))[1], 'the vote is withdrawn')
  }
  const [count] = await voteOf(visitor, selector)
  if (wasCast && count !== before - 1) throw new Error(`${before} votes less one are ${count}.`)
  await visitor.press(button)
  const shows = async () => {
    const [now, isCast] = await voteOf(visitor, selector)
    return isCast && now === count + 1
  }
  await until(visitor, shows, 'the vote shows')
  // What a person sees at once is on its way to the site for a moment longer.
  await new Promise((done) => setTimeout(done, 2_000))
  await visitor.reload()
  await until(visitor, shows, 'the vote shows after a reload')
}

function voteOf(visitor: Visitor, selector: string): Promise<[number, boolean]> {
  const button = `document.querySelector(${JSON.stringify(selector)})`
  return visitor.ask(
    `[Number(/\\d+/.exec(${button}.innerText)[0]), ${button}.getAttribute('aria-pressed') === 'true']`,
  )
}

/** Every formula has a size, and a script stands above what it belongs to. */
async function readsMath(visitor: Visitor) {
  const boxes = await visitor.ask<[string, number, number][]>(
    `[...document.querySelectorAll('main math')].filter((one) => one.checkVisibility()).map((one) => [one.textContent, one.getBoundingClientRect().width, one.getBoundingClientRect().height])`,
  )
  if (boxes.length === 0) throw new Error('There is no math on the page.')
  const flat = boxes.filter(([, width, height]) => width < 4 || height < 6)
  if (flat.length > 0) throw new Error(`Math without a size: ${JSON.stringify(flat)}`)
  const isRaised = await visitor.ask<boolean>(
    `(([base, raised]) => raised.getBoundingClientRect().top < base.getBoundingClientRect().top)(document.querySelector('main h2 msup, main h1 msup').children)`,
  )
  if (!isRaised) throw new Error('An exponent stands no higher than its base.')
}

async function linkTo(site: string, email: string, path: string): Promise<string> {
  const [mail] = await mailsTo(site, email, 1)
  const link = mail?.links.find((one) => new URL(one).pathname === path)
  if (!link) throw new Error(`No link to ${path} was mailed.`)
  return link
}

const comesTo = (visitor: Visitor, path: string) =>
  until(
    visitor,
    () => visitor.ask(`location.pathname === ${JSON.stringify(path)}`),
    `it is ${path}`,
  )

const sees = (visitor: Visitor, text: string) =>
  until(
    visitor,
    () => visitor.ask(`document.body.innerText.includes(${JSON.stringify(text)})`),
    `“${text}” is on the page`,
  )

async function until(visitor: Visitor, isSo: () => Promise<boolean>, what: string) {
  for (const since = Date.now(); ; ) {
    // Between two pages there is nobody to answer.
    if (await isSo().catch(() => false)) return
    if (Date.now() - since > PATIENCE_MS)
      throw new Error(`Never: ${what}. It is ${await visitor.ask('location.href')}.`)
    await new Promise((done) => setTimeout(done, 100))
  }
}
