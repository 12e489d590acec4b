/** The keys that read a list, in short. */

import { AsideBox } from '@/components/ui/aside-box'
import { Key } from '@/components/ui/key'

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
