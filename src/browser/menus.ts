/** A menu closes when the reader presses Escape or looks elsewhere. */

const OPEN = 'details.menu[open]'

export function closeMenus(): void {
  document.addEventListener('click', ({ target }) => {
    for (const menu of document.querySelectorAll(OPEN))
      if (target instanceof Node && !menu.contains(target)) menu.removeAttribute('open')
  })
  document.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return
    for (const menu of document.querySelectorAll(OPEN)) {
      menu.removeAttribute('open')
      menu.querySelector('summary')?.focus()
    }
  })
}
