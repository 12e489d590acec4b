/** The one field of a small form, by its kind. */
import { Field, Select, TextArea } from '@/components/ui/field'

export type FieldOfAct = {
  kind: 'line' | 'date' | 'reason' | 'choice'
  name: string
  label: string
  value?: string
  hint?: string
  options?: readonly string[]
}

/** The reason of an act, which the public log shows. */
export const WHY: FieldOfAct = {
  kind: 'reason',
  name: 'reason',
  label: 'Why',
  hint: 'Shown in the public log.',
}

type Props = { field: FieldOfAct; id: string; value?: string; error?: string }

export function ActField({ field, id, value = field.value, error }: Props) {
  const { kind, name, label, hint, options = [] } = field
  const common = { id, name, label, hint, error, defaultValue: value }
  // A new value from the page has to show, though React keeps a field's first one.
  if (kind === 'choice') return <Select key={value} {...common} options={options} />
  if (kind === 'reason') return <TextArea {...common} rows={2} />
  return <Field key={value} {...common} type={kind === 'date' ? 'date' : 'text'} />
}
