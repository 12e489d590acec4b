'use client'
/** Whether single keys work on this device. */
import { useEffect, useState } from 'react'
import { KEYS_OFF, recall, remember } from './remembered'

export function KeysSwitch() {
  const [isOff, setIsOff] = useState<boolean | null>(null)
  useEffect(() => setIsOff(recall(KEYS_OFF) === 'yes'), [])
  return (
    <p>
      <label className="flex items-center gap-2.5 text-[15px]">
        <input
          type="checkbox"
          className="size-6"
          disabled={isOff === null}
          checked={isOff === false}
          onChange={(event) => {
            remember(KEYS_OFF, event.target.checked ? 'no' : 'yes')
            setIsOff(!event.target.checked)
            // The keys listen in another part of the page.
            dispatchEvent(new StorageEvent('storage', { key: KEYS_OFF }))
          }}
        />
        Use single keys: j, k, o, u, s, x, ?
      </label>
    </p>
  )
}
