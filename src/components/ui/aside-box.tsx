/** One box of those that stand beside a page: a line above it, then its heading. */
import type { ReactNode } from 'react'

type Props = {
  /** Names the box within the page, where it can be linked to if `isTarget`. */
  name: string
  title: ReactNode
  /** Stands at the end of the heading's line. */
  beside?: ReactNode
  isTarget?: boolean
  className?: string
  children: ReactNode
}

export function AsideBox({ name, title, beside, isTarget, className = '', children }: Props) {
  return (
    <section
      id={isTarget ? name : undefined}
      aria-labelledby={`${name}-title`}
      className={`scroll-mt-20 border-t-2 border-ink pt-3 pb-6 ${className}`}
    >
      <div className="mb-3.5 flex items-center justify-between">
        <h2 id={`${name}-title`} className="text-[13px] font-semibold">
          {title}
        </h2>
        {beside}
      </div>
      {children}
    </section>
  )
}
