/** An organization's initial and name, linked to its page. */
export function OrganizationBadge({
  organization,
}: {
  organization: { slug: string; name: string }
}) {
  const initial = Array.from(organization.name)[0]?.toUpperCase()
  return (
    <a href={`/orgs/${organization.slug}`} className="organization" data-initial={initial}>
      {organization.name}
    </a>
  )
}
