/** A key as it stands on a keyboard. */
export function Key({ children }: { children: string }) {
  return (
    <kbd className="rounded border border-rule px-1.5 py-[3px] font-sans text-[11px] leading-none font-medium text-mute">
      {children}
    </kbd>
  )
}
