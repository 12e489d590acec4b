/** Opens an answer from arXiv as XML, or says what it was instead. */
import { AnswerError } from '../answer-error.ts'
import type { Understood } from '../source.ts'
import { openDocument, readDocument } from './open-xml.ts'
import type { XmlDocument } from './xml.ts'

/** The parsed document and its items; throws an AnswerError for anything else. */
export function openAnswer(bytes: Buffer): { document: XmlDocument; items: Understood['items'] } {
  try {
    const found = readDocument(bytes)
    const opened = found && openDocument(found)
    if (found && opened) return { document: found.document, items: opened.items }
  } catch (error) {
    throw new AnswerError((error as Error).message, { cause: error })
  }
  throw new AnswerError('the answer is not a list of papers')
}
