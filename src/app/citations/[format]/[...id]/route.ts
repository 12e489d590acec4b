import { findPaper } from '@/db/papers/papers'
import { CITATION_FORMATS, type CitationFormat } from '@/domain/citation'
import { env } from '@/env'

/** `/papers/{id}.bib`, `.ris` and `.csl.json` lead here (next.config.ts). */
export async function GET(
  _request: Request,
  { params }: RouteContext<'/citations/[format]/[...id]'>,
) {
  const { format, id } = await params
  const paper = await findPaper(id.join('/'))
  if (!paper || !(format in CITATION_FORMATS))
    return new Response('No such paper.\n', { status: 404 })
  const { mediaType, write } = CITATION_FORMATS[format as CitationFormat]
  const extension = format === 'csl' ? 'csl.json' : format
  return new Response(write(paper, `${env().SITE_URL}/papers/${paper.id}`), {
    headers: {
      'Content-Type': `${mediaType}; charset=utf-8`,
      'Content-Disposition': `attachment; filename="${paper.id.replace('/', '-')}.${extension}"`,
      'Cache-Control': 'public, max-age=300',
      'X-Robots-Tag': 'noindex',
    },
  })
}
