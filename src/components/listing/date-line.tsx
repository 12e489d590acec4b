/** The period a list shows, with arrows to the nearest ones that are not empty. */

export type Arrow = { href: string; label: string } | null

export function DateLine({
  label,
  previous,
  next,
}: {
  label: string
  previous: Arrow
  next: Arrow
}) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <nav aria-label="Editions" className="flex items-center gap-2 text-[15px] sm:gap-3">
        <ArrowLink arrow={previous} sign="‹" none="No earlier edition" />
        <span className="font-semibold text-balance">{label}</span>
        <ArrowLink arrow={next} sign="›" none="No later edition" />
      </nav>
      {/* On a wide page the calendar is next to the list. */}
      <a href="#calendar" className="link py-1 text-[13.5px] text-mute wide:hidden">
        Calendar
      </a>
    </div>
  )
}

function ArrowLink({ arrow, sign, none }: { arrow: Arrow; sign: string; none: string }) {
  const box = 'grid size-8 shrink-0 place-items-center rounded-lg border border-rule'
  if (!arrow) {
    return (
      <span className={`${box} text-mute opacity-50`}>
        <span aria-hidden="true">{sign}</span>
        <span className="sr-only">{none}</span>
      </span>
    )
  }
  return (
    <a href={arrow.href} className={`${box} hover:border-ink`} title={arrow.label}>
      <span aria-hidden="true">{sign}</span>
      <span className="sr-only">{arrow.label}</span>
    </a>
  )
}
