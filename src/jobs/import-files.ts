/** Imports files of papers, recognised by their content and written in batches. */
import { openFile } from '../sources/file/open-file.ts'
import { type ImportOptions, type ImportReport, importItems } from './import-items.ts'

/**
 * Imports one file; null, with nothing changed, if nothing in it is understood. The file is read to
 * its end before the first write, so a broken one changes nothing either.
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
