'use client'
import { WAKE_SCRIPT } from '@/domain/wake'
/** What runs before a page is seen. A client component, so that pages do not carry it a second time as data. */
import { THEME_SCRIPT } from '@/wire/theme'

export function HeadScripts() {
  return (
    <>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant */}
      <script dangerouslySetInnerHTML={{ __html: THEME_SCRIPT }} />
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant */}
      <script dangerouslySetInnerHTML={{ __html: WAKE_SCRIPT }} />
    </>
  )
}
