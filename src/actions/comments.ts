'use server'
/** The forms of a discussion. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { reportComment as report } from '../db/comments/comment-removals.ts'
import * as writes from '../db/comments/comment-writes.ts'
import { cleanComment, LONGEST_COMMENT, LONGEST_REPORT } from '../domain/comment.ts'
import type { LimitName } from '../domain/limits.ts'
import { readReturnPath } from '../session/return-path.ts'
import { type FormState, memberAction, showChange } from './action.ts'
import { sendLettersSoon } from './send-letters-soon.ts'

const LARGEST_ID = 2 ** 31 - 1
const GONE: FormState = { status: 'failed', message: 'This comment is gone. Reload the page.' }

const shown = (number: number) => number.toLocaleString('en-US')
/** No comment has the id 0. */
const id = z.coerce.number().int().min(0).max(LARGEST_ID).catch(0)
const textOf = (longest: number, empty: string) =>
  z
    .string()
    .optional()
    .transform((text) => cleanComment(text ?? ''))
    .refine((text) => text.length > 0, empty)
    .refine((text) => text.length <= longest, {
      error: ({ input }) =>
        `At most ${shown(longest)} characters; this has ${shown(String(input).length)}.`,
    })
const body = textOf(LONGEST_COMMENT, 'Write something first.')
const added = z.object({
  paper: z.string().max(200).catch(''),
  parent: id.transform((given) => given || null),
  key: z.string().max(100).catch(''),
  body,
})

/** Posts a comment, or with `parent` a reply, and leads to it. */
export async function postComment(_before: FormState, form: FormData): Promise<FormState> {
  const limits: LimitName[] = ['comment-burst', 'comment']
  const rules = { input: added, limits, path: pathBack(form) }
  return memberAction(form, rules, async ({ input, member, now }) => {
    const { paper, parent, body } = input
    // Going back and sending another text makes another comment.
    const formKey = createHash('sha256').update(JSON.stringify(input)).digest('base64url')
    const ask = { memberId: member.id, paperId: paper, parentId: parent, body, formKey, now }
    const posted = await writes.postComment(ask)
    if (posted === null) return { status: 'failed', message: 'This paper is no longer here.' }
    if (posted === 'no-parent')
      return { status: 'failed', message: 'The comment you’re replying to is gone.' }
    if (parent) sendLettersSoon()
    return show(paper, posted.id)
  })
}

export async function editComment(_before: FormState, form: FormData): Promise<FormState> {
  const input = z.object({ id, body })
  return memberAction(form, rulesOf(form, input), async ({ input, member, now }) => {
    const paperId = await writes.editComment({ ...input, memberId: member.id, now })
    return paperId === null ? GONE : show(paperId, input.id)
  })
}

/** Deletes one's own comment; the page then offers to undo it. */
export async function deleteComment(_before: FormState, form: FormData): Promise<FormState> {
  return memberAction(form, rulesOf(form, z.object({ id })), async ({ input, member, now }) => {
    const paperId = await writes.deleteComment({ ...input, memberId: member.id, now })
    return paperId === null ? GONE : show(paperId, input.id)
  })
}

/** Undoes that. */
export async function restoreComment(_before: FormState, form: FormData): Promise<FormState> {
  return memberAction(form, rulesOf(form, z.object({ id })), async ({ input, member, now }) => {
    const paperId = await writes.restoreComment({ ...input, memberId: member.id, now })
    return paperId === null ? GONE : show(paperId, input.id)
  })
}

/** Reports a comment to the curators. */
export async function reportComment(_before: FormState, form: FormData): Promise<FormState> {
  const input = z.object({ id, reason: textOf(LONGEST_REPORT, 'Say what’s wrong with it.') })
  const rules = { input, limits: ['report' as const], path: pathBack(form) }
  return memberAction(form, rules, async ({ input: { id: commentId, reason }, member, now }) => {
    const isReported = await report({ commentId, memberId: member.id, reason, now })
    return isReported ? { status: 'done', message: 'Thank you. A curator will look at it.' } : GONE
  })
}

function rulesOf<Input>(form: FormData, input: z.ZodType<Input>) {
  return { input, limits: ['comment' as const], path: pathBack(form) }
}

/** Where a sign-in leads back to. */
function pathBack(form: FormData): string {
  return readReturnPath(`/papers/${form.get('paper')}#discussion`)
}

function show(paperId: string, commentId: number): Promise<FormState> {
  return showChange(`/papers/${paperId}`, `comment-${commentId}`)
}
