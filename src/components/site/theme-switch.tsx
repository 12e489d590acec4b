/** Light or dark, remembered on this device; src/browser/theme.ts does the switching. */

export function ThemeSwitch() {
  return (
    <button
      type="button"
      data-theme-switch=""
      className="grid size-9 cursor-pointer place-items-center rounded-lg border border-rule hover:border-ink"
      title="Light or dark"
    >
      <svg
        viewBox="0 0 24 24"
        width="16"
        height="16"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        aria-hidden="true"
      >
        <g className="when-dark">
          <circle cx="12" cy="12" r="4.5" />
          <path d="M12 1v3M12 20v3M1 12h3M20 12h3M4.2 4.2l2.1 2.1M17.7 17.7l2.1 2.1M4.2 19.8l2.1-2.1M17.7 6.3l2.1-2.1" />
        </g>
        <path className="when-light" d="M20.5 14.5A8.5 8.5 0 0 1 9.5 3.5a8.5 8.5 0 1 0 11 11z" />
      </svg>
      <span className="sr-only">
        Switch to the <span className="when-light">dark</span>
        <span className="when-dark">light</span> theme
      </span>
    </button>
  )
}
