/** The field for an email address. */
import { Field } from '@/components/ui/field'

export function AddressField({ value, error }: { value?: string; error?: string }) {
  return (
    <Field
      label="Email"
      name="email"
      type="email"
      autoComplete="email"
      inputMode="email"
      placeholder="you@lab.edu"
      maxLength={254}
      defaultValue={value}
      error={error}
      required
    />
  )
}
