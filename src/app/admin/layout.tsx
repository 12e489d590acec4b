import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { deskLinks } from '@/components/desk/desk-links'
import { DeskNav } from '@/components/desk/desk-nav'
import { ProxyNotice } from '@/components/desk/proxy-notice'
import { requireCurator } from '@/session/current-member'
import { readRequest } from '@/session/request'

export const metadata: Metadata = { robots: { index: false } }

/** Each page asks again who it is for: a page can be rendered without its layout. */
export default async function DeskLayout({ children }: { children: ReactNode }) {
  const { role } = await requireCurator()
  const { untrustedProxy } = await readRequest()
  const links = deskLinks(role).map(({ href, label }) => ({ href, label }))
  return (
    <>
      <DeskNav links={links} />
      {role === 'admin' && untrustedProxy && <ProxyNotice address={untrustedProxy} />}
      {children}
    </>
  )
}
