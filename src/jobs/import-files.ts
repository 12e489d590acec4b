/** Imports files of papers: understood by their content, written in batches, told as counts. */
import { openFile } from '../sources/file/open-file.ts'
import { type ImportOptions, type ImportReport, importItems } from './import-items.ts'

/**
 * Imports one file; null when nothing in it is understood, and then nothing has changed.
 * The file is read to its end before the first write, so a broken one changes nothing either.
 */
export async function importFile(
  path: string,
  options: ImportOptions,
): Promise<ImportReport | null> {
  const found = await openFile(path)
  if (!found) return null
  for await (const _item of found.items);
  return importItems(found.kind, found.items, options)
}
