/**
 * Set by the front on a GET of a whole page, as against data for the browser's router; it drops
 * what a visitor sends under this name.
 */
export const WHOLE_PAGE = 'x-broadsheet-whole-page'
