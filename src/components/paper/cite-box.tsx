/** A paper's reference, to copy or to download. */
import { AsideBox } from '@/components/ui/aside-box'
import { CopyButton } from '@/components/ui/copy-button'

export function CiteBox({
  bibtex,
  downloads,
}: {
  bibtex: string
  downloads: { label: string; href: string }[]
}) {
  return (
    <AsideBox name="cite" title="Cite" isTarget>
      <section
        aria-label="BibTeX"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable
        tabIndex={0}
        className="mb-2.5 overflow-x-auto rounded-lg bg-chip p-3"
      >
        <pre id="bibtex" className="font-mono text-xs leading-relaxed">
          {bibtex.trimEnd()}
        </pre>
      </section>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-[13px] text-mute [&>[role=status]:empty]:absolute">
        <CopyButton from="bibtex" label="Copy BibTeX" />
        {downloads.map(({ label, href }) => (
          <a key={label} href={href} download className="py-1 hover:text-ink hover:underline">
            {label}
          </a>
        ))}
      </p>
    </AsideBox>
  )
}
