/** The bar at the top of every page. */
import { MemberMenu } from '@/components/member/member-menu'
import type { Member } from '@/domain/member'
import { NavLinks } from './nav-links'
import { SignInLink } from './sign-in-link'
import { ThemeSwitch } from './theme-switch'

type Props = { week: string; month: string; member: Member | null }

export function Header({ week, month, member }: Props) {
  const links = [
    { href: '/', label: 'Daily', match: '/papers/date' },
    { href: `/papers/week/${week}`, label: 'Weekly', match: '/papers/week' },
    { href: `/papers/month/${month}`, label: 'Monthly', match: '/papers/month' },
    { href: '/papers/trending', label: 'Trending', match: '/papers/trending' },
  ]
  return (
    <header className="z-10 border-b border-rule bg-paper wide:sticky wide:top-0">
      <a
        href="#main"
        className="sr-only rounded-lg bg-ink px-4 py-2 font-semibold text-paper focus:not-sr-only focus:absolute focus:top-2.5 focus:left-4 focus:z-20"
      >
        Skip to content
      </a>
      <div className="mx-auto flex max-w-[1128px] flex-wrap items-center gap-x-[22px] px-6 text-sm wide:h-[58px]">
        <a
          href="/"
          className="py-3 font-serif text-[22px] leading-8 font-semibold tracking-[-.02em] wide:py-0"
        >
          Broadsheet
        </a>
        <NavLinks links={links} />
        <span className="ml-auto flex items-center gap-2">
          <a href="/submit" className="hidden px-2 py-1 hover:underline wide:inline">
            Submit
          </a>
          <ThemeSwitch />
          {member ? <MemberMenu member={member} /> : <SignInLink />}
        </span>
      </div>
    </header>
  )
}
