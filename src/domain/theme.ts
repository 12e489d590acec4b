/** Light or dark as a reader chose it, kept in the browser under this name. */
export const THEME_KEY = 'theme'

/** Sets the chosen theme before the first paint. It never varies, so the page's policy allows it. */
export const THEME_SCRIPT = `try{var t=localStorage.getItem('${THEME_KEY}');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch(e){}`
