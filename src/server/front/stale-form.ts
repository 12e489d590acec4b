/** What readers see when they send a form from an older build, which the site can no longer take. */
import { escapeText } from 'entities'
import type { Rendered } from './answer.ts'
import { plainPage } from './plain-pages.ts'
import type { Secured } from './security-headers.ts'

/** 409, with any prose that was typed, since the browser may not have kept it. */
export async function staleFormPage(sent: Buffer, type: string, site: Secured): Promise<Rendered> {
  const form = await new Response(new Uint8Array(sent), { headers: { 'Content-Type': type } })
    .formData()
    .catch(() => new FormData())
  const texts = [...form].flatMap(([name, value]) =>
    typeof value === 'string' && !name.startsWith('$') && /\S\s+\S/.test(value) ? [value] : [],
  )
  const kept = texts.map((text) => `<pre>${escapeText(text)}</pre>`).join('')
  return plainPage(
    409,
    site,
    'This form has expired',
    'The site has been updated since you opened it, and nothing was changed. ' +
      (kept
        ? `Copy what you wrote, reload the page and send it again.</p>${kept}<p>`
        : 'Reload the page and send it again.'),
  )
}
