/** A field that nobody sees; only bots fill it in. */

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
