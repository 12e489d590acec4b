/**
 * A page is read before it is touched, so its scripts start at the first sign of a hand, or when it
 * has been still for a while. Links and forms work without them; what is clicked or typed
 * meanwhile is kept, and done once they run or have failed to.
 */

/** The type that the front gives to scripts that wait; to a browser they are text. */
export const LATER = 'text/later'
/** Dispatched on the document by the page's scripts when they run. */
export const AWAKE = 'awake'

const PREFETCH_AFTER_MS = 200
const STILL_MS = 3_000
/** What was kept for so long is done without the scripts: a slow line must not make a link deaf. */
const LONGEST_KEPT_MS = 2_000
const SIGNS = 'pointermove pointerdown touchstart wheel scroll focusin keydown click'

/** It never varies, so the page's policy allows it. */
export const WAKE_SCRIPT = `(() => {
  const signs = ${JSON.stringify(SIGNS.split(' '))}
  const kept = []
  let isWaking = false
  const waiting = () => [...document.querySelectorAll('script[type="${LATER}"]')]
  const wake = () => {
    if (document.readyState === 'loading' || isWaking) return
    isWaking = true
    const scripts = waiting()
    if (scripts.length === 0) return finish()
    for (const { attributes } of scripts) {
      const script = document.createElement('script')
      script.async = true
      script.onerror = finish
      script.setAttribute('src', attributes.src.value)
      document.head.append(script)
    }
  }
  const finish = () => {
    document.documentElement.dataset.awake = ''
    for (const sign of signs) removeEventListener(sign, notice, true)
    for (const redo of kept.splice(0)) redo()
  }
  const keep = (redo) => {
    kept.push(redo)
    setTimeout(finish, ${LONGEST_KEPT_MS})
  }
  const notice = (event) => {
    // Browsers also tell of a mouse that rests while the page moves under it.
    if (event.type === 'pointermove' && !event.movementX && !event.movementY) return
    wake()
    if (!event.isTrusted || event.ctrlKey || event.metaKey || event.altKey) return
    const { target, type, key } = event
    if (type === 'keydown' && key.length === 1) {
      keep(() => target.dispatchEvent(new KeyboardEvent(type, { key, bubbles: true, cancelable: true })))
    }
    const isPress = type === 'click' && !event.shiftKey
    const pressed = isPress && target.closest('a[href^="/"]:not([target], [download]), button:not([data-theme-switch])')
    if (!pressed) return
    event.preventDefault()
    event.stopPropagation()
    keep(() => pressed.click())
  }
  const prefetch = () => {
    if (isWaking) return
    for (const { attributes } of waiting()) {
      const link = document.createElement('link')
      link.rel = 'prefetch'
      link.href = attributes.src.value
      document.head.append(link)
    }
  }
  for (const sign of signs) addEventListener(sign, notice, { capture: true, passive: sign !== 'click' })
  addEventListener('DOMContentLoaded', () => (kept.length > 0 || waiting().length === 0) && wake())
  addEventListener('load', () => setTimeout(prefetch, ${PREFETCH_AFTER_MS}))
  addEventListener('load', () => setTimeout(wake, ${STILL_MS}))
  document.addEventListener('${AWAKE}', finish)
})()`
