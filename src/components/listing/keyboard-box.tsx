/** The keys that read a list, in short. */
import { Key } from '@/components/ui/key'

export function KeyboardBox() {
  return (
    <section
      aria-labelledby="keys-title"
      className="by-script hidden border-t-2 border-ink pt-3 pb-6 wide:block"
    >
      <h2 id="keys-title" className="mb-3.5 text-[13px] font-semibold">
        Read by keyboard
      </h2>
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
    </section>
  )
}
