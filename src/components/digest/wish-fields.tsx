/** Cadence, topics, hour and time zone of a digest. */
import { Check, Field, Radio, Select } from '@/components/ui/field'
import type { DigestChoices, TypedWishes } from './choices'
import { TimeZoneField } from './time-zone-field'

type Props = {
  choices: DigestChoices
  values: TypedWishes
  errors?: Record<string, string>
  /** Nobody has chosen the time zone, so the device's own takes its place. */
  guessesZone?: boolean
}

const HOURS = Array.from({ length: 24 }, (_none, hour) => hour)

export function WishFields({ choices, values, errors, guessesZone = false }: Props) {
  return (
    <>
      <fieldset className="mb-3 [&>p]:mb-2">
        <legend className="mb-1.5 text-sm font-semibold">How often</legend>
        {(['daily', 'weekly'] as const).map((cadence) => (
          <Radio
            key={`${cadence}${values.cadence}`}
            id={`field-${cadence}`}
            name="cadence"
            value={cadence}
            label={
              cadence === 'daily'
                ? 'Daily: the best of each new edition'
                : 'Weekly: Mondays, the best of last week'
            }
            defaultChecked={values.cadence === cadence}
          />
        ))}
      </fieldset>
      <Topics choices={choices} typed={values.topics ?? ''} error={errors?.topics} />
      <div className="grid gap-x-5 sm:grid-cols-[9rem_minmax(0,1fr)]">
        <Select
          key={values.hour}
          label="Hour"
          name="hour"
          defaultValue={values.hour}
          error={errors?.hour}
        >
          {HOURS.map((hour) => (
            <option key={hour} value={hour}>
              {String(hour).padStart(2, '0')}:00
            </option>
          ))}
        </Select>
        <TimeZoneField
          key={values.timeZone}
          timeZones={choices.timeZones}
          value={values.timeZone ?? ''}
          error={errors?.timeZone}
          guesses={guessesZone}
        />
      </div>
    </>
  )
}

/** Boxes and field share one name, so they are sent together; topics without a box stay in the field. */
function Topics({
  choices,
  typed,
  error,
}: {
  choices: DigestChoices
  typed: string
  error?: string
}) {
  const chosen = typed
    .split(',')
    .map((topic) => topic.trim())
    .filter(Boolean)
  const offered = new Set(choices.categories.map(({ category }) => category))
  return (
    <fieldset className="mb-1">
      <legend className="text-sm font-semibold">Topics</legend>
      <p className="mb-2 text-[13.5px] text-mute">Leave empty for all topics.</p>
      <div className="mb-2 grid gap-x-5 sm:grid-cols-2 [&>p]:mb-2">
        {choices.categories.map(({ category, name }) => (
          <Check
            key={`${category}${chosen.includes(category)}`}
            id={`topic-${category}`}
            name="topics"
            value={category}
            label={name ? `${category} ${name}` : category}
            defaultChecked={chosen.includes(category)}
          />
        ))}
      </div>
      <Field
        label={offered.size > 0 ? 'Other categories' : 'arXiv categories'}
        name="topics"
        id="field-topics"
        defaultValue={chosen.filter((topic) => !offered.has(topic)).join(', ')}
        placeholder="math.CO, q-bio.NC"
        error={error}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        maxLength={500}
      />
    </fieldset>
  )
}
