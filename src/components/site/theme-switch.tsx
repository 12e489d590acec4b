'use client'
/** Light or dark, remembered on this device; without a choice the system's preference holds. */
import { useEffect, useState } from 'react'
import { THEME_KEY } from '@/domain/theme'
import { remember } from './remembered'

type Theme = 'light' | 'dark'

export function ThemeSwitch() {
  const [theme, setTheme] = useState<Theme | null>(null)
  useEffect(() => {
    setTheme(currentTheme())
  }, [])
  const other = theme === 'dark' ? 'light' : 'dark'
  return (
    <button
      type="button"
      hidden={theme === null}
      onClick={() => {
        document.documentElement.dataset.theme = other
        remember(THEME_KEY, other)
        setTheme(other)
      }}
      className="grid size-9 cursor-pointer place-items-center rounded-lg border border-rule hover:border-ink [&[hidden]]:hidden"
      title={`Switch to the ${other} theme`}
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
        {theme === 'dark' ? (
          <>
            <circle cx="12" cy="12" r="4.5" />
            <path d="M12 1v3M12 20v3M1 12h3M20 12h3M4.2 4.2l2.1 2.1M17.7 17.7l2.1 2.1M4.2 19.8l2.1-2.1M17.7 6.3l2.1-2.1" />
          </>
        ) : (
          <path d="M20.5 14.5A8.5 8.5 0 0 1 9.5 3.5a8.5 8.5 0 1 0 11 11z" />
        )}
      </svg>
      <span className="sr-only">Switch to the {other} theme</span>
    </button>
  )
}

function currentTheme(): Theme {
  const chosen = document.documentElement.dataset.theme
  if (chosen === 'light' || chosen === 'dark') return chosen
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}
