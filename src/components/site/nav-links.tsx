'use client'
/** Links to the main lists, with the current one marked. */
import { usePathname } from 'next/navigation'

export function NavLinks({ links }: { links: { href: string; label: string; match: string }[] }) {
  const path = usePathname()
  return (
    <nav
      aria-label="Main"
      className="order-last -mx-1 flex w-full gap-3 pb-2 text-mute wide:order-none wide:mx-0 wide:w-auto wide:gap-4 wide:pb-0"
    >
      {links.map(({ href, label, match }) => (
        <a
          key={label}
          href={href}
          aria-current={path === href || path.startsWith(match) ? 'page' : undefined}
          className="px-1 py-1 hover:text-ink aria-[current]:font-semibold aria-[current]:text-ink aria-[current]:shadow-[0_2px_0_var(--color-accent)] wide:px-0"
        >
          {label}
        </a>
      ))}
    </nav>
  )
}
