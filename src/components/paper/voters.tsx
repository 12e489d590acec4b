/** Who voted for a paper. */
import { AsideBox } from '@/components/ui/aside-box'
import type { Voters } from '@/db/votes/voters'
import { counted } from '@/domain/dates'

const TINTS = ['heat-1', 'heat-2', 'bg-chip']

export function VotersBox({ shown, others }: Voters) {
  if (shown.length + others === 0) return null
  return (
    <AsideBox name="voters" title="Upvoted by">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-[13px] text-mute">
        {shown.length > 0 && (
          <ul className="flex flex-wrap gap-1">
            {shown.map(({ handle, name }, index) => (
              <li key={handle}>
                <a
                  href={`/u/${handle}`}
                  title={name || `@${handle}`}
                  className={`grid size-7 place-items-center rounded-full text-[11px] font-semibold text-ink hover:outline-2 hover:outline-ink ${TINTS[index % TINTS.length]}`}
                >
                  <span aria-hidden="true">{Array.from(name || handle)[0]?.toUpperCase()}</span>
                  <span className="sr-only">{name || `@${handle}`}</span>
                </a>
              </li>
            ))}
          </ul>
        )}
        {others > 0 && (
          <span>
            {shown.length > 0 ? `and ${counted(others, 'other')}` : counted(others, 'member')}
          </span>
        )}
      </div>
    </AsideBox>
  )
}
