/** The other ways to sign in, where the operator has set their keys. */
import { Button } from '@/components/ui/button'

type Props = { providers: { name: string; label: string }[]; next: string }

export function Providers({ providers, next }: Props) {
  if (providers.length === 0) return null
  return (
    <>
      <h2>Or</h2>
      <div className="flex flex-wrap gap-2.5">
        {providers.map(({ name, label }) => (
          <form key={name} method="post" action={`/sign-in/with/${name}`}>
            <input type="hidden" name="next" value={next} />
            <Button>Continue with {label}</Button>
          </form>
        ))}
      </div>
    </>
  )
}
