/** Text for a log, without what people have typed: errors of databases and libraries quote it. */

const ADDRESS = /[^\s"'`<>()[\]{},;:=\\/]+@[^\s"'`<>()[\]{},;:=\\/]+/g
/** What follows the path of an address. */
const QUERY = /(\/[^\s?"'`]*)\?[^\s"'`)]+/g
/** Postgres tells of a key as `Key (email)=(…)`. */
const KEY = /\)=\([^\n]*\)/g
/** Quoted text, unless it names a thing of the database's. */
const QUOTED =
  /(?<!\b(?:relation|column|constraint|table|index|function|type|database|schema|role) )"(?:[^"\\\n]|\\.)*"/g
/** Letters with digits in between are a token's; names of things are shorter or have no digit. */
const TOKEN = /(?<![\w-])(?=[A-Za-z_-]*\d)(?=[\d_-]*[A-Za-z])[\w-]{24,}(?![\w-])/g

/** The text with addresses, tokens, queries and quotations replaced by `…`. */
export function maskedText(text: string): string {
  return text
    .replace(KEY, ')=(…)')
    .replace(QUOTED, '"…"')
    .replace(QUERY, '$1?…')
    .replace(ADDRESS, '…@…')
    .replace(TOKEN, '…')
}
