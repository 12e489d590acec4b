/** What a reader sees who sends a form of an older build, which the site cannot take any more. */
import { escapeText } from 'entities'
import type { Rendered } from './answer.ts'
import { plainPage } from './plain-pages.ts'

/** 409, with the prose that was typed, since the browser may not have kept it. */
export async function staleFormPage(
  sent: Uint8Array<ArrayBuffer>,
  type: string,
  isSecure: boolean,
): Promise<Rendered> {
  const form = await new Response(sent, { headers: { 'Content-Type': type } })
    .formData()
    .catch(() => new FormData())
  const texts = [...form].flatMap(([name, value]) =>
    typeof value === 'string' && !name.startsWith('$') && /\S\s+\S/.test(value) ? [value] : [],
  )
  const kept = texts.map((text) => `<pre>${escapeText(text)}</pre>`).join('')
  return plainPage(
    409,
    isSecure,
    'This form is older than the site',
    'The site has been renewed since you opened it, and nothing was changed. ' +
      (kept
        ? `Copy what you wrote, load the page anew, and send it again.</p>${kept}<p>`
        : 'Load the page anew and send it again.'),
  )
}
