/**
 * The script of every page: taps, keys, theme, copying. It runs in the head, before the first paint,
 * and listens on the document; without it, pages still work.
 */
import { copyOnPress } from './copy'
import { fetchAhead } from './fetch-ahead'
import { listenForKeys } from './keys'
import { closeMenus } from './menus'
import { noteSeen } from './seen'
import { showTapped } from './tapped'
import { listenForTaps } from './taps'
import { setTheme } from './theme'

setTheme()
listenForTaps()
listenForKeys()
copyOnPress()
closeMenus()
fetchAhead()
addEventListener('DOMContentLoaded', () => {
  showTapped({ isKept: false })
  noteSeen()
})
// A page that the browser kept for the back button.
addEventListener('pageshow', ({ persisted }) => persisted && showTapped({ isKept: true }))
