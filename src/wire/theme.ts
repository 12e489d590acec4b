/** Light or dark as a reader chose it, kept in the browser under this name. */
const THEME_KEY = 'theme'

/**
 * Sets the chosen theme before the first paint, and turns it over when the switch is pressed. It
 * never varies, so the page's policy allows it.
 */
export const THEME_SCRIPT = `(() => {
  const { dataset } = document.documentElement
  try {
    const chosen = localStorage.getItem('${THEME_KEY}')
    if (chosen === 'light' || chosen === 'dark') dataset.theme = chosen
  } catch {}
  document.addEventListener('click', ({ target }) => {
    if (!target.closest('[data-theme-switch]')) return
    const isDark = dataset.theme ? dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
    dataset.theme = isDark ? 'light' : 'dark'
    try { localStorage.setItem('${THEME_KEY}', dataset.theme) } catch {}
  })
})()`
