/** In development, where a page hears that a source has changed. */
export const RELOADS = '/reloads'
