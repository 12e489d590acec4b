/** Signing in, and what members have to themselves. */
import { aFeed, anEntry } from '../../sources/given-items.ts'
import { type Respond, sends, status } from '../../support/replay-server.ts'
import type { Area, State } from '../state.ts'
import { send } from './awake.ts'

const sent =
  (fields: Record<string, string>): State['steps'] =>
  (page) =>
    send(page, fields)

const [KNOWN, UNKNOWN] = ['2605.00001', '2605.00008']

/** arXiv knows one paper, knows that there is not another, and is away for all the rest. */
const answerAsArxiv: Respond = (request, response) => {
  const id = request.query.get('id_list')
  const answer =
    id === KNOWN ? sends(aFeed(anEntry())) : id === UNKNOWN ? sends(aFeed('', 0)) : status(503)
  answer(request, response)
}

export const signIn: Area = {
  name: 'sign-in',
  states: [
    { name: 'sign-in', path: '/sign-in', site: 'empty' },
    { name: 'with-providers', path: '/sign-in' },
    { name: 'provider-failed', path: '/sign-in?failed=provider' },
    {
      name: 'bad-address',
      path: '/sign-in',
      steps: sent({ email: 'no address' }),
    },
    { name: 'sent', path: '/sign-in', steps: sent({ email: 'new@example.org' }) },
    { name: 'signed-in-already', path: '/sign-in', who: 'member' },
    { name: 'link', path: ({ links }) => links.signIn ?? '' },
    { name: 'link-that-failed', path: ({ links }) => `${links.signIn}&failed=again` },
    { name: 'link-over', path: '/sign-in/link?token=over' },
    { name: 'account-closed', path: '/sign-in/link?failed=closed' },
    { name: 'handle', path: '/sign-in/handle', who: 'newcomer' },
    {
      name: 'handle-taken',
      path: '/sign-in/handle',
      who: 'newcomer',
      steps: sent({ handle: 'ada' }),
    },
  ],
}

export const members: Area = {
  name: 'members',
  before: async ({ arxiv }) => arxiv.on(/^\/api\/query$/, answerAsArxiv),
  states: [
    { name: 'saved', path: '/saved', who: 'member' },
    { name: 'saved-empty', path: '/saved', who: 'curator' },
    { name: 'settings', path: '/settings', who: 'member' },
    { name: 'settings-of-a-newcomer', path: '/settings', who: 'newcomer' },
    {
      name: 'settings-handle-taken',
      path: '/settings',
      who: 'member',
      steps: sent({ handle: 'bo' }),
    },
    { name: 'submit', path: '/submit', who: 'member' },
    {
      name: 'submit-no-id',
      path: '/submit',
      who: 'member',
      steps: sent({ paper: 'not an id' }),
    },
    { name: 'submit-unknown', path: '/submit', who: 'member', steps: sent({ paper: UNKNOWN }) },
    { name: 'submit-looked-up', path: '/submit', who: 'member', steps: sent({ paper: KNOWN }) },
    {
      name: 'submit-arxiv-away',
      path: '/submit',
      who: 'member',
      steps: sent({ paper: '2605.00007' }),
    },
    { name: 'submit-listed', path: ({ papers }) => `/submit?paper=${papers[0]}`, who: 'fresh' },
    { name: 'submit-own', path: '/submit?paper=2602.00001', who: 'member' },
    { name: 'submit-declined', path: '/submit?paper=2602.00003', who: 'member' },
    { name: 'submit-found', path: '/submit?paper=2602.00004', who: 'member' },
    { name: 'submit-removed', path: '/submit?paper=2602.00009', who: 'member' },
  ],
}

export const digests: Area = {
  name: 'digests',
  states: [
    { name: 'subscribe', path: '/subscribe' },
    { name: 'subscribe-to-a-member', path: '/subscribe', who: 'member' },
    { name: 'bad-address', path: '/subscribe?failed=address' },
    { name: 'bad-topic', path: '/subscribe?failed=topics' },
    { name: 'too-many', path: '/subscribe?failed=many' },
    { name: 'sent', path: '/subscribe/sent' },
    { name: 'confirm', path: ({ links }) => `/subscriptions/confirm?token=${links.confirm}` },
    { name: 'confirm-over', path: '/subscriptions/confirm?token=over' },
    {
      name: 'confirmed',
      path: ({ links }) => `/subscriptions/manage?token=${links.manage}&confirmed=1`,
    },
    { name: 'manage', path: ({ links }) => `/subscriptions/manage?token=${links.manage}` },
    { name: 'manage-over', path: '/subscriptions/manage?token=over' },
    {
      name: 'unsubscribe',
      path: ({ links }) => `/subscriptions/unsubscribe?token=${links.unsubscribe}`,
    },
    {
      name: 'unsubscribed',
      path: ({ links }) => `/subscriptions/unsubscribe?done=${links.wayBack}`,
    },
    { name: 'back-again', path: '/subscriptions/unsubscribe?back=1' },
    { name: 'unsubscribe-unknown', path: '/subscriptions/unsubscribe?token=over' },
    { name: 'replies', path: ({ links }) => `/subscriptions/replies?token=${links.replies}` },
    { name: 'replies-stopped', path: '/subscriptions/replies?done=1' },
    { name: 'replies-unknown', path: '/subscriptions/replies?token=over' },
  ],
}
