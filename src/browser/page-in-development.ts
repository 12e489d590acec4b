/** The page's script in development: a page that Next does not reload reloads itself. */
import { RELOADS } from '../wire/reloads'
import './page'

addEventListener('load', () => {
  if (document.querySelector('script[src^="/_next/"]')) return
  new EventSource(RELOADS).addEventListener('message', () => location.reload())
})
