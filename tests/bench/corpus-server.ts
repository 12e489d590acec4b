/** The corpus of 20,000 papers as arXiv's OAI-PMH would answer it, in a process of its own. */
import { openFile } from '../../src/sources/file/open-file.ts'
import { sends, startReplayServer } from '../support/replay-server.ts'

const PAGE = 1_000

type Paper = {
  id: string
  title: string
  abstract: string
  authors: string[]
  categories: string[]
}

const [file = ''] = process.argv.slice(2)
const pages = await readPages(file)
const server = await startReplayServer()
server.on(/^\/oai$/, (request, response) => {
  const page = Number(request.query.get('resumptionToken') ?? 0)
  sends(answerOf(page))(request, response)
})
console.log(server.url)

async function readPages(path: string): Promise<string[]> {
  const found: string[] = []
  let records: string[] = []
  for await (const item of (await openFile(path))?.items ?? []) {
    if (!('draft' in item)) continue
    const { arxivId, title, abstract, authors, categories } = item.draft
    records.push(
      recordOf({
        id: arxivId ?? '',
        title,
        abstract: abstract ?? '',
        authors: authors ?? [],
        categories: categories ?? [],
      }),
    )
    if (records.length < PAGE) continue
    found.push(records.join('\n'))
    records = []
  }
  return found
}

function answerOf(page: number): string {
  const token = page + 1 < pages.length ? String(page + 1) : ''
  return `<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">
<responseDate>2026-02-09T00:00:00Z</responseDate><ListRecords>${pages[page]}
<resumptionToken>${token}</resumptionToken></ListRecords></OAI-PMH>`
}

function recordOf({ id, title, abstract, authors, categories }: Paper): string {
  return `<record><header><identifier>oai:arXiv.org:${id}</identifier><datestamp>2026-02-08</datestamp></header>
<metadata><arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/"><id>${id}</id>
<version version="v1"><date>Fri, 6 Feb 2026 22:55:07 GMT</date></version>
<title>${escaped(title)}</title><authors>${escaped(authors.join(', '))}</authors>
<categories>${categories.join(' ')}</categories><abstract>${escaped(abstract)}</abstract>
</arXivRaw></metadata></record>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
