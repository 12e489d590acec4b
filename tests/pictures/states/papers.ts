/** A paper's own page, and the lists of who wrote it. */
import {
  CROWDED,
  LONG_TITLE,
  MATH,
  ONE_AUTHOR,
  ORGANIZATION,
  PLAIN,
  RIGHT_TO_LEFT,
  UNKNOWN,
  WITHDRAWN,
} from '../../support/odd-papers.ts'
import { REMOVED, UNLISTED } from '../given/papers.ts'
import type { Area } from '../state.ts'
import { awake } from './awake.ts'

const first = ({ papers }: { papers: string[] }) => `/papers/${papers[0]}`
const second = ({ papers }: { papers: string[] }) => `/papers/${papers[1]}`

export const papers: Area = {
  name: 'papers',
  states: [
    { name: 'discussed', path: first },
    { name: 'discussed-to-a-member', path: first, who: 'member' },
    { name: 'discussed-without-javascript', path: first, who: 'member', withoutJavaScript: true },
    { name: 'voted', path: second, who: 'member' },
    {
      name: 'reply-open',
      path: first,
      who: 'member',
      steps: (page) => page.locator('.said-foot summary', { hasText: 'Reply' }).first().click(),
    },
    {
      name: 'empty-comment',
      path: first,
      who: 'member',
      steps: async (page) => {
        await awake(page)
        await page.getByRole('button', { name: 'Comment', exact: true }).click()
        await page.waitForTimeout(1_000)
      },
    },
    {
      name: 'edit-open',
      path: first,
      who: 'member',
      steps: (page) => page.locator('.said-foot summary', { hasText: 'Edit' }).first().click(),
    },
    {
      name: 'report-open',
      path: first,
      who: 'member',
      steps: (page) => page.locator('.said-foot summary', { hasText: 'Report' }).first().click(),
    },
    { name: 'to-a-curator', path: first, who: 'curator' },
    { name: 'comment-linked', path: (given) => `${first(given)}#comment-${given.comments.answer}` },
    { name: 'plain', path: `/papers/${PLAIN}` },
    { name: 'math', path: `/papers/${MATH}` },
    { name: 'three-hundred-authors', path: `/papers/${CROWDED}` },
    { name: 'long-title', path: `/papers/${LONG_TITLE}` },
    { name: 'right-to-left', path: `/papers/${RIGHT_TO_LEFT}` },
    { name: 'nothing-but-a-title', path: `/papers/${UNKNOWN}` },
    { name: 'withdrawn', path: `/papers/${WITHDRAWN}` },
    { name: 'removed', path: `/papers/${REMOVED}` },
    { name: 'submitted-and-unlisted', path: `/papers/${UNLISTED[0]}` },
    { name: 'not-there', path: '/papers/2401.99999' },
  ],
}

export const topics: Area = {
  name: 'topics',
  states: [
    { name: 'organization', path: `/orgs/${ORGANIZATION.slug}` },
    { name: 'author', path: `/authors/${ONE_AUTHOR.slug}` },
    { name: 'author-of-little', path: '/authors/order-author' },
    { name: 'category', path: '/categories/cs.CL' },
    { name: 'category-to-a-member', path: '/categories/cs.CL', who: 'member' },
    { name: 'category-without-papers', path: '/categories/cs.AI', site: 'empty' },
    { name: 'profile', path: '/u/ada' },
    { name: 'profile-that-hides', path: '/u/quentin' },
    { name: 'profile-without-votes', path: '/u/finn' },
  ],
}
