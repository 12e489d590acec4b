/** Light or dark: as the system prefers, or as the reader has chosen on this device. */
import { recall, remember } from './remembered'

const THEME = 'theme'

export function setTheme(): void {
  const { dataset } = document.documentElement
  const chosen = recall(THEME)
  if (chosen === 'light' || chosen === 'dark') dataset.theme = chosen
  document.addEventListener('click', ({ target }) => {
    if (!(target instanceof Element) || !target.closest('[data-theme-switch]')) return
    const isDark = dataset.theme
      ? dataset.theme === 'dark'
      : matchMedia('(prefers-color-scheme: dark)').matches
    dataset.theme = isDark ? 'light' : 'dark'
    remember(THEME, dataset.theme)
  })
}
