/**
 * What a hand does at once on any page: taps, keys, theme, copying. It runs in the head, before the
 * first paint, and listens on the document; what it finds no place for works without it.
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
// The browser's own memory of a page, on the way back.
addEventListener('pageshow', ({ persisted }) => persisted && showTapped({ isKept: true }))
