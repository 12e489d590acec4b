import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { preload } from 'react-dom'
import { MemberTools } from '@/components/member/member-tools'
import { Footer } from '@/components/site/footer'
import { HeadScripts } from '@/components/site/head-scripts'
import { Header } from '@/components/site/header'
import { SoftLinks } from '@/components/site/soft-links'
import { monthOf, weekOf } from '@/domain/edition'
import { env } from '@/env'
import { currentMember } from '@/session/current-member'
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
        <HeadScripts />
      </head>
      <body>
        <Header week={weekOf(newest)} month={monthOf(newest)} member={member} />
        {children}
        <Footer />
        <SoftLinks isAll={!member} />
        {member && <MemberTools />}
      </body>
    </html>
  )
}
