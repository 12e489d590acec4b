/** A field that no person sees; only a program fills it in. */

export function Decoy() {
  return (
    <span hidden>
      <label>
        Leave this empty
        <input name="website" autoComplete="off" tabIndex={-1} />
      </label>
    </span>
  )
}
