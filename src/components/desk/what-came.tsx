/** What was received, as it was, folded away until somebody wants to see it. */
export function WhatCame({ about, payload }: { about: string; payload: string }) {
  return (
    <details className="mb-3">
      <summary className="link inline-block py-1 text-[13.5px]">
        What came<span className="sr-only"> as {about}</span>
      </summary>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keys must be able to scroll it
        tabIndex={0}
        className="mt-2 max-h-80 overflow-auto rounded-lg bg-chip p-3 text-[12.5px] whitespace-pre-wrap"
      >
        {payload}
      </pre>
    </details>
  )
}
