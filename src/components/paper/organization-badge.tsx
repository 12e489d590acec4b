/** An organization's initial and name, linked to its page. */
import Link from 'next/link'

export function OrganizationBadge({
  organization,
}: {
  organization: { slug: string; name: string }
}) {
  return (
    <Link
      href={`/orgs/${organization.slug}`}
      prefetch={false}
      className="inline-flex items-center gap-1.5 font-medium text-ink hover:underline"
    >
      <span
        aria-hidden="true"
        className="inline-block size-[18px] rounded-[5px] bg-ink text-center text-[10px] leading-[18px] font-semibold text-paper"
      >
        {Array.from(organization.name)[0]?.toUpperCase()}
      </span>
      {organization.name}
    </Link>
  )
}
