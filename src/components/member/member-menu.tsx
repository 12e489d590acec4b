/** The menu of a member's own pages, which works without JavaScript. */
import { isCurator, type Member } from '@/domain/member'

export function MemberMenu({ member }: { member: Member }) {
  const links = [
    { href: `/u/${member.handle}`, label: 'Profile' },
    { href: '/saved', label: 'Saved papers' },
    { href: '/submit', label: 'Submit a paper' },
    { href: '/settings', label: 'Settings' },
    ...(isCurator(member) ? [{ href: '/admin', label: 'Curators’ desk' }] : []),
  ]
  const row = 'block w-full px-4 py-2 text-left hover:bg-chip cursor-pointer'
  return (
    <details className="menu relative">
      <summary className="inline-flex h-9 max-w-36 items-center rounded-lg border border-rule px-3 font-semibold hover:border-ink">
        <span className="sr-only">Your menu, </span>
        <span className="truncate">@{member.handle}</span>
      </summary>
      <div className="absolute right-0 z-20 mt-2 w-52 rounded-xl border border-rule bg-paper py-2 shadow-lg">
        <ul>
          {links.map(({ href, label }) => (
            <li key={href}>
              <a href={href} className={row}>
                {label}
              </a>
            </li>
          ))}
        </ul>
        <form method="post" action="/sign-out" className="mt-2 border-t border-rule pt-2">
          <button type="submit" className={row}>
            Sign out
          </button>
        </form>
      </div>
    </details>
  )
}
