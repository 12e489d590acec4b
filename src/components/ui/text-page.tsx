/** A page of prose, with anything else `below` it. */
import type { ReactNode } from 'react'

export function TextPage({
  title,
  children,
  below,
  isWide,
}: {
  title: string
  children: ReactNode
  below?: ReactNode
  /** What is below takes the whole width. */
  isWide?: boolean
}) {
  return (
    <main id="main" tabIndex={-1} className="mx-auto max-w-[1128px] px-6 pt-[34px] outline-none">
      <h1 className="mb-5 font-serif text-[34px] leading-[1.05] font-semibold tracking-[-.025em] wide:text-[44px]">
        {title}
      </h1>
      <div className="prose-site">{children}</div>
      {below && <div className={isWide ? undefined : 'max-w-[68ch]'}>{below}</div>}
    </main>
  )
}
