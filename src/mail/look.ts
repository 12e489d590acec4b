/** The site's look in CSS that mail programs understand: light by inline style, dark by class. */

/** Newsreader and Inter if the reader has them; emails load no fonts. */
export const SERIF = "Newsreader, Georgia, 'Times New Roman', serif"
export const SANS = "Inter, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif"
/** Width of the sheet in pixels, where there is room. */
export const WIDTH = 620

export const LIGHT = {
  desk: '#f1ede5',
  paper: '#fbfaf7',
  ink: '#1c1a17',
  text: '#35322d',
  mute: '#6a655c',
  rule: '#e4dfd5',
  accent: '#b93815',
}
const DARK: typeof LIGHT = {
  desk: '#0f0e0d',
  paper: '#1b1917',
  ink: '#ece7de',
  text: '#d3cdc2',
  mute: '#a09a8e',
  rule: '#35312c',
  accent: '#ff8a65',
}

/** For an email's head: what inline styles cannot say, and the colours of dark mode. */
export const STYLE = [
  ':root{color-scheme:light dark;supported-color-schemes:light dark}',
  'body{-webkit-text-size-adjust:100%}',
  '@media (max-width:480px){.edge{padding:0!important}.sheet{border-radius:0!important}.page{padding:24px 20px 32px!important}.votes{width:54px!important}}',
  `@media (prefers-color-scheme:dark){${darkRules('')}}`,
  // Outlook on the web and its apps mark what they darken.
  darkRules('[data-ogsc] '),
].join('')

/** Outlook for Windows ignores max-width, and uses Times for fonts that it lacks. */
export const FOR_OUTLOOK = {
  head: '<!--[if mso]><xml><o:OfficeDocumentSettings xmlns:o="urn:schemas-microsoft-com:office:office"><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml><style>td,p,a,span{font-family:Arial,sans-serif}h1,h2,h1 a,h2 a{font-family:Georgia,serif}</style><![endif]-->',
  open: `<!--[if mso]><table role="presentation" align="center" width="${WIDTH}" border="0" cellpadding="0" cellspacing="0" style="width:${WIDTH}px"><tr><td><![endif]-->`,
  close: '<!--[if mso]></td></tr></table><![endif]-->',
}

function darkRules(before: string): string {
  const rules = {
    desk: `background-color:${DARK.desk}`,
    paper: `background-color:${DARK.paper}`,
    ink: `color:${DARK.ink}`,
    text: `color:${DARK.text}`,
    mute: `color:${DARK.mute}`,
    accent: `color:${DARK.accent}`,
    rule: `border-color:${DARK.rule}`,
    button: `background-color:${DARK.ink};color:${DARK.paper}`,
  }
  return Object.entries(rules)
    .map(([name, style]) => `${before}.${name}{${style.replaceAll(';', '!important;')}!important}`)
    .join('')
}
