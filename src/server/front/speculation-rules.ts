/**
 * Which links a browser fetches ahead when the pointer comes near: pages, but no files and no links
 * that work only once. Sent as a file, since rules in the page would need a hole in its policy.
 */
const NEVER = ['/api/*', '/sign-*', '/subscriptions/*', '/settings/*', '/admin/*', '/mailbox*']

export const SPECULATION_RULES = {
  address: '/speculation-rules.json',
  rules: {
    prefetch: [
      {
        where: {
          and: [
            { href_matches: '/*' },
            ...NEVER.map((href_matches) => ({ not: { href_matches } })),
            { not: { selector_matches: '[download], [target], [rel~=nofollow]' } },
          ],
        },
        eagerness: 'moderate',
      },
    ],
  },
}
