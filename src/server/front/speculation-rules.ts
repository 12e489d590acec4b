/**
 * Which links a browser fetches ahead when a hand comes near: pages, but no file, and nothing that a
 * link opens once. A file, since rules in the page itself would need a hole in its policy.
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
