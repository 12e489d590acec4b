/** The curators’ desk: each page empty and full, an act open, an error. */
import { REMOVED } from '../given/papers.ts'
import type { Area, State } from '../state.ts'
import { awake } from './awake.ts'

const open: State['steps'] = (page) => page.locator('main summary').first().click()
const refused: State['steps'] = async (page) => {
  await awake(page)
  await page.locator('main summary').first().click()
  await page.locator('main details[open] button').first().click()
  await page.waitForTimeout(1_500)
}
const PAGES = {
  queue: '/admin',
  reports: '/admin/reports',
  papers: '/admin/papers',
  sources: '/admin/sources',
  digests: '/admin/digests',
  members: '/admin/members',
  suppressions: '/admin/suppressions',
}

export const desk: Area = {
  name: 'desk',
  states: [
    ...Object.entries(PAGES).flatMap(([name, path]): State[] => [
      { name, path, who: 'admin' },
      { name: `${name}-empty`, path, who: 'admin', site: 'empty' },
    ]),
    { name: 'queue-declining', path: '/admin', who: 'curator', steps: open },
    { name: 'queue-no-reason', path: '/admin', who: 'curator', steps: refused },
    { name: 'reports-removing', path: '/admin/reports', who: 'curator', steps: open },
    { name: 'papers-unknown', path: '/admin/papers?paper=nothing', who: 'curator' },
    { name: 'paper', path: ({ papers }) => `/admin/papers/${papers[0]}`, who: 'curator' },
    {
      name: 'paper-no-reason',
      path: ({ papers }) => `/admin/papers/${papers[0]}`,
      who: 'curator',
      steps: refused,
    },
    { name: 'paper-removed', path: `/admin/papers/${REMOVED}`, who: 'curator' },
    { name: 'sources-to-a-curator', path: '/admin/sources', who: 'curator' },
    { name: 'sources-failing', path: '/admin/sources', who: 'admin', site: 'failing' },
    {
      name: 'sources-tried-again',
      path: '/admin/sources',
      who: 'curator',
      steps: async (page) => {
        await awake(page)
        await page
          .getByRole('button', { name: /^Try again/ })
          .first()
          .click()
        await page.locator('main [role=status]:not(:empty)').waitFor()
      },
    },
    { name: 'digests-to-a-curator', path: '/admin/digests', who: 'curator' },
    { name: 'member', path: '/admin/members?who=ada', who: 'admin' },
    { name: 'member-closing', path: '/admin/members?who=ada', who: 'admin', steps: open },
    { name: 'member-unknown', path: '/admin/members?who=nobody', who: 'admin' },
    { name: 'not-for-members', path: '/admin', who: 'member' },
  ],
}
