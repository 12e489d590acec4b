/** arXiv identifiers: every spelling in, one canonical spelling out. */

const MODERN = /^(\d{2})(0[1-9]|1[0-2])\.(\d{4,5})(?:v([1-9]\d*))?$/
const LEGACY =
  /^([a-z]+(?:-[a-z]+)*)(?:\.[a-z-]{2,})?\/(\d{2})(0[1-9]|1[0-2])(\d{3})(?:v([1-9]\d*))?$/i
const LAST_LEGACY_MONTH = 703
const FIRST_MODERN_MONTH = 704
const LAST_FOUR_DIGIT_MONTH = 1412

export type ArxivId = { id: string; version: number | null }

/**
 * Parses a bare identifier with an optional version in either of arXiv's schemes
 * (https://info.arxiv.org/help/arxiv_identifier.html): `2510.13312v2` or `math.GT/0611800`.
 * Null for an impossible month, a wrong number of digits, or anything else.
 */
export function parseArxivId(text: string): ArxivId | null {
  const modern = MODERN.exec(text)
  if (modern) {
    const [, year = '', month = '', number = '', version] = modern
    const yymm = Number(year + month)
    const digits = yymm <= LAST_FOUR_DIGIT_MONTH ? 4 : 5
    if (yymm < FIRST_MODERN_MONTH || number.length !== digits || Number(number) === 0) return null
    return { id: `${year}${month}.${number}`, version: version ? Number(version) : null }
  }
  const legacy = LEGACY.exec(text)
  if (!legacy) return null
  const [, archive = '', year = '', month = '', number = '', version] = legacy
  const yymm = Number(year + month)
  const before2000 = Number(year) >= 91
  if ((!before2000 && yymm > LAST_LEGACY_MONTH) || number === '000') return null
  return {
    id: `${archive.toLowerCase()}/${year}${month}${number}`,
    version: version ? Number(version) : null,
  }
}

const ADDRESS =
  /^(?:https?:\/\/)?(?:(?:www|export|browse|rxiv)\.)?(?:arxiv\.org\/(?:abs|pdf|html|format|src|e-print|ps)|huggingface\.co\/papers|hf\.co\/papers|alphaxiv\.org\/(?:abs|pdf|overview)|(?:dx\.)?doi\.org\/10\.48550)\/(.+)$/i

/**
 * Finds the identifier in what a person pastes: bare, with `arXiv:` in front, or the address of an
 * abstract, PDF, HTML, Hugging Face, alphaXiv or DOI page. Makes no requests.
 */
export function readArxivId(input: string): ArxivId | null {
  if (input.length > 300) return null
  const text = input
    .trim()
    .replace(/[?#].*$/, '')
    .replace(/^doi:\s*/i, '')
  const tail = ADDRESS.exec(text)?.[1] ?? text.replace(/^10\.48550\//i, '')
  const bare = tail
    .replace(/^arxiv[:.]\s*/i, '')
    .replace(/\/+$/, '')
    .replace(/\.pdf$/i, '')
  return parseArxivId(bare) ?? parseArxivId(bare.toLowerCase())
}
