/** What a list without papers says: why, and where to go next. */
import type { ReactNode } from 'react'

export function EmptyList({
  children,
  links,
}: {
  children: ReactNode
  links: { href: string; label: string }[]
}) {
  return (
    <div className="mt-6 border-t border-rule py-10">
      <p className="font-serif text-[21.5px] leading-snug">{children}</p>
      {links.length > 0 && (
        <ul className="mt-4 flex flex-wrap gap-x-6 gap-y-2">
          {links.map(({ href, label }) => (
            <li key={href}>
              <a href={href} className="link py-1 font-semibold">
                {label}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
