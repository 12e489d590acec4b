import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { preload } from 'react-dom'
import { Footer } from '@/components/site/footer'
import { Header } from '@/components/site/header'
import { monthOf, weekOf } from '@/domain/edition'
import { env } from '@/env'
import { currentMember } from '@/session/current-member'
import { toldPageScript } from '@/wire/page-script'
import { readNewestEdition } from './list-request'
import './globals.css'

// Every page is rendered per request; the front in src/server keeps whole answers.
export const dynamic = 'force-dynamic'

export function generateMetadata(): Metadata {
  return {
    metadataBase: new URL(env().SITE_URL),
    title: {
      default: 'Broadsheet: daily papers by the research community',
      template: '%s · Broadsheet',
    },
    description:
      'One page a day of research papers worth reading, ranked by the votes of its own community.',
    applicationName: 'Broadsheet',
    manifest: '/manifest.webmanifest',
    icons: {
      icon: [
        { url: '/favicon.ico', sizes: '32x32' },
        { url: '/icon.svg', type: 'image/svg+xml' },
      ],
      apple: '/apple-touch-icon.png',
    },
    openGraph: { siteName: 'Broadsheet', type: 'website' },
  }
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfaf7' },
    { media: '(prefers-color-scheme: dark)', color: '#151412' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  for (const font of ['newsreader-latin', 'inter-latin']) {
    preload(`/fonts/${font}.v1.woff2`, { as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' })
  }
  const [newest, member] = await Promise.all([readNewestEdition(), currentMember()])
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        {/* It sets the theme before the first paint. */}
        <script src={toldPageScript()} />
      </head>
      <body>
        <Header week={weekOf(newest)} month={monthOf(newest)} member={member} />
        {children}
        <Footer />
        {member && <p id="tap-message" role="status" />}
      </body>
    </html>
  )
}
