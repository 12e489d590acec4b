/** Pages of prose, the public log, and how the site fares. */
import type { Area } from '../state.ts'

export const texts: Area = {
  name: 'texts',
  states: [
    { name: 'about', path: '/about' },
    { name: 'ranking', path: '/about/ranking' },
    { name: 'status', path: '/status' },
    { name: 'status-failing', path: '/status', site: 'failing' },
    { name: 'status-of-an-empty-site', path: '/status', site: 'empty' },
    { name: 'moderation', path: '/moderation' },
    { name: 'moderation-nothing-older', path: '/moderation?after=1' },
    { name: 'mailbox', path: '/mailbox' },
    { name: 'mailbox-empty', path: '/mailbox', site: 'empty' },
    { name: 'mailbox-mail', path: ({ links }) => `/mailbox/${links.digestMail}` },
    { name: 'no-such-page', path: '/nothing-is-here' },
    { name: 'no-such-date', path: '/papers/date/2024-02-30', who: 'member' },
  ],
}
