/** Buttons that copy the text of another element, which they name in `data-copy`. */

export function copyOnPress(): void {
  document.addEventListener('click', async ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-copy]') : null
    if (!button) return
    const text = document.getElementById(button.dataset.copy ?? '')?.textContent ?? ''
    const said = button.nextElementSibling
    try {
      await navigator.clipboard.writeText(text)
      if (said) said.textContent = 'Copied'
    } catch {
      if (said) said.textContent = 'Your browser refused to copy. Select the text instead.'
    }
  })
}
