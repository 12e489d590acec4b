/** The pages of the curators' desk, and who may see each. */
import type { Role } from '@/domain/member'

type DeskLink = { href: string; label: string; role: Exclude<Role, 'member'> }

const LINKS: DeskLink[] = [
  { href: '/admin', label: 'Submissions', role: 'curator' },
  { href: '/admin/reports', label: 'Reports', role: 'curator' },
  { href: '/admin/papers', label: 'Papers', role: 'curator' },
  { href: '/admin/sources', label: 'Sources', role: 'curator' },
  { href: '/admin/digests', label: 'Digests', role: 'curator' },
  { href: '/admin/suppressions', label: 'Suppressions', role: 'admin' },
  { href: '/admin/members', label: 'Members', role: 'admin' },
  { href: '/moderation', label: 'Public log', role: 'curator' },
]

/** Those that a role may open. */
export function deskLinks(role: Role): DeskLink[] {
  return LINKS.filter((link) => role === 'admin' || link.role === role)
}
