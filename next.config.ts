import type { NextConfig } from 'next'

const config: NextConfig = {
  poweredByHeader: false,
  // The front compresses, once per page instead of once per request.
  compress: false,
  // `npm run check` type-checks; doing it again would double the time to the first page.
  typescript: { ignoreBuildErrors: true },
  // Title and canonical address stand in the head, for everybody: the front waits for the whole page.
  htmlLimitedBots: /.*/,
  serverExternalPackages: ['pg', '@prisma/adapter-pg', 'nodemailer', 'react-email'],
  redirects: async () => [{ source: '/papers', destination: '/', permanent: true }],
  rewrites: async () => [
    ...['vote', 'save', 'hide', 'seen'].flatMap((tap) => [
      { source: `/papers/:id/${tap}`, destination: `/taps/${tap}/:id` },
      { source: `/papers/:archive/:id/${tap}`, destination: `/taps/${tap}/:archive/:id` },
    ]),
    { source: '/papers/:id.bib', destination: '/citations/bib/:id' },
    { source: '/papers/:id.ris', destination: '/citations/ris/:id' },
    { source: '/papers/:id.csl.json', destination: '/citations/csl/:id' },
    { source: '/papers/:archive/:id.bib', destination: '/citations/bib/:archive/:id' },
    { source: '/papers/:archive/:id.ris', destination: '/citations/ris/:archive/:id' },
    { source: '/papers/:archive/:id.csl.json', destination: '/citations/csl/:archive/:id' },
  ],
}

export default config
