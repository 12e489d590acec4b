/** The keys that read a list, in short. */
import { AsideBox } from '@/components/ui/aside-box'

export function KeyboardBox() {
  return (
    <AsideBox name="keys" title="Read by keyboard" className="by-script hidden wide:block">
      <p className="flex flex-wrap gap-x-4 gap-y-2 text-[13px] text-mute">
        <span>
          <Key>j</Key> <Key>k</Key> move
        </span>
        <span>
          <Key>u</Key> upvote
        </span>
        <span>
          <Key>s</Key> save
        </span>
        <span>
          <Key>?</Key> all keys
        </span>
      </p>
    </AsideBox>
  )
}

/** A key as it stands on a keyboard. */
export function Key({ children }: { children: string }) {
  return (
    <kbd className="rounded border border-rule px-1.5 py-[3px] font-sans text-[11px] leading-none font-medium text-mute">
      {children}
    </kbd>
  )
}
