'use client'
/** A select of time zones by continent, which offers the device's own. */
import { useEffect, useRef, useState } from 'react'
import { Select } from '@/components/ui/field'

type Props = {
  timeZones: string[]
  value: string
  error?: string
  /** Whether the device's zone takes the place of `value`. */
  guesses: boolean
}

export function TimeZoneField({ timeZones, value, error, guesses }: Props) {
  const [own, setOwn] = useState('')
  const [shown, setShown] = useState(value)
  const isUntouched = useRef(guesses)
  useEffect(() => {
    const { timeZone = '' } = Intl.DateTimeFormat().resolvedOptions()
    setOwn(timeZone)
    if (isUntouched.current && timeZone) setShown(timeZone)
    isUntouched.current = false
  }, [])
  const all = [...new Set([...timeZones, value, ...(own ? [own] : [])])]
  return (
    <Select
      key={`${own}${shown}`}
      label="Time zone"
      name="timeZone"
      defaultValue={shown}
      error={error}
      hint={
        own && own !== shown ? (
          <button
            type="button"
            className="link cursor-pointer py-1 text-left"
            onClick={() => setShown(own)}
          >
            Use {spaced(own)}, this device’s time zone
          </button>
        ) : undefined
      }
    >
      {byContinent(all).map(([continent, zones]) => (
        <optgroup key={continent} label={continent}>
          {zones.map((zone) => (
            <option key={zone} value={zone}>
              {spaced(zone.slice(zone.indexOf('/') + 1))}
            </option>
          ))}
        </optgroup>
      ))}
    </Select>
  )
}

function byContinent(zones: string[]): [string, string[]][] {
  const groups = new Map<string, string[]>()
  for (const zone of zones.toSorted()) {
    const continent = zone.includes('/') ? zone.slice(0, zone.indexOf('/')) : 'World'
    groups.set(continent, [...(groups.get(continent) ?? []), zone])
  }
  return [...groups]
}

function spaced(zone: string): string {
  return zone.replaceAll('_', ' ')
}
