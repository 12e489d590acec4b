/** The papers that a member has hidden, each with a button to show it again. */
import { MathText } from '@/components/paper/math-text'
import { AsideBox } from '@/components/ui/aside-box'
import type { PaperCard } from '@/domain/paper-card'

export function HiddenPapers({ papers }: { papers: PaperCard[] }) {
  return (
    <AsideBox name="hidden" title="Hidden papers" isTarget>
      {papers.length === 0 && <p className="text-[13px] text-mute">No hidden papers.</p>}
      <ul className="grid gap-3">
        {papers.map(({ id, title }) => (
          <li key={id} className="flex items-baseline justify-between gap-3">
            <a href={`/papers/${id}`} className="font-serif text-[15px] hover:underline" dir="auto">
              <MathText text={title} isTitle />
            </a>
            <form
              method="post"
              action={`/papers/${id}/hide`}
              className="undo shrink-0 !border-0 !p-0"
            >
              <input type="hidden" name="on" value="0" />
              <button type="submit" aria-pressed="true">
                Show again
              </button>
            </form>
          </li>
        ))}
      </ul>
    </AsideBox>
  )
}
