/** Copies the text of an element; absent without JavaScript, where it can be selected by hand. */
export function CopyButton({ from, label }: { from: string; label: string }) {
  return (
    <>
      <button
        type="button"
        data-copy={from}
        className="by-script cursor-pointer py-1 hover:text-ink hover:underline"
      >
        {label}
      </button>
      <span role="status" suppressHydrationWarning />
    </>
  )
}
