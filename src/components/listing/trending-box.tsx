/** The papers with the most fresh votes, in short. */
import { MathText } from '@/components/paper/math-text'
import { AsideBox } from '@/components/ui/aside-box'
import type { PaperCard } from '@/domain/paper-card'
import { freshText } from '@/domain/ranking'

export function TrendingBox({ papers, now }: { papers: PaperCard[]; now: Date }) {
  if (papers.length === 0) return null
  return (
    <AsideBox name="trending" title="Trending now">
      <ol>
        {papers.map((paper, index) => (
          <li key={paper.id} className="relative pb-3 pl-[26px]">
            <span
              aria-hidden="true"
              className="absolute left-0 font-serif font-semibold text-accent"
            >
              {index + 1}
            </span>
            <a
              href={`/papers/${paper.id}`}
              className="line-clamp-2 font-serif leading-[1.35] font-medium hover:underline"
            >
              <MathText text={paper.title} isTitle />
            </a>
            <span className="text-[12.5px] text-mute">{freshText(paper.score, now)}</span>
          </li>
        ))}
      </ol>
      <a
        href="/about/ranking"
        className="inline-block py-1 text-[13px] text-mute hover:text-ink hover:underline"
      >
        How ranking works
      </a>
    </AsideBox>
  )
}
