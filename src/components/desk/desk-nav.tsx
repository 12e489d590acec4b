'use client'
/** The desk's pages, with the current one marked. */
import { usePathname } from 'next/navigation'

export function DeskNav({ links }: { links: { href: string; label: string }[] }) {
  const path = usePathname()
  const isHere = (href: string) =>
    href === '/admin' ? path === href : path === href || path.startsWith(`${href}/`)
  return (
    <nav aria-label="Curators’ desk" className="mx-auto max-w-[1128px] px-6 pt-4">
      <ul className="flex flex-wrap gap-x-5 gap-y-1 border-b border-rule pb-2 text-sm text-mute">
        {links.map(({ href, label }) => (
          <li key={href}>
            <a
              href={href}
              aria-current={isHere(href) ? 'page' : undefined}
              className="block py-1.5 hover:text-ink aria-[current]:font-semibold aria-[current]:text-ink aria-[current]:shadow-[0_2px_0_var(--color-accent)]"
            >
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
