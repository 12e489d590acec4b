/** Builds a PaperDraft from the fields a source knows; everything else is null. */
import type { z } from 'zod'
import type { PaperDraft } from '../domain/paper.ts'
import type { Reading } from './source.ts'
import { saysWithdrawn } from './withdrawn.ts'

const NOTHING_KNOWN = {
  arxivId: null,
  version: null,
  revisedAt: null,
  observedAt: null,
  abstract: null,
  authors: null,
  authorCount: null,
  organization: null,
  publishedAt: null,
  categories: null,
  note: null,
  doi: null,
  journalRef: null,
  license: null,
  codeUrl: null,
  projectUrl: null,
  votes: null,
  comments: null,
}

type Known = Partial<Omit<PaperDraft, 'title' | 'withdrawn'>> & {
  source: PaperDraft['source']
  title: string | null
}

/** The draft these fields make, or the reason there is none. */
export function draftOf(known: Known): Reading {
  const { title } = known
  if (!title) return { reason: 'no title' }
  const withdrawn = saysWithdrawn(known.note ?? null, known.abstract ?? null)
  // Withdrawal is announced in the note, so silence means "no" only where arXiv sends notes.
  const silence = known.source === 'arxiv' && known.note !== undefined ? false : null
  return {
    draft: {
      ...NOTHING_KNOWN,
      ...known,
      title,
      listings: known.listings ?? [],
      authorCount: known.authorCount ?? known.authors?.length ?? null,
      withdrawn: withdrawn || silence,
    },
  }
}

/** Reads one raw item by its schema. Never throws: the first problem becomes the reason. */
export function readWith<Schema extends z.ZodType>(
  schema: Schema,
  raw: unknown,
  build: (fields: z.output<Schema>) => Reading,
): Reading {
  const parsed = schema.safeParse(raw)
  if (parsed.success) return build(parsed.data)
  const issue = parsed.error.issues[0]
  const path = issue?.path.join('.') || 'the item'
  if (issue?.code === 'custom') return { reason: issue.message.replace('{}', path) }
  return { reason: `${path} has an unknown shape` }
}
