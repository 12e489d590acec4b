'use client'
/** The forms of a discussion, for members; all of them work without a script too. */
import type { ReactNode } from 'react'
import type { FormState } from '@/actions/action'
import {
  deleteComment,
  editComment,
  postComment,
  reportComment,
  restoreComment,
} from '@/actions/comments'
import { Button } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import { Form } from '@/components/ui/form'

/** `formKey` is made with the page, so that a form sent twice posts once. */
type NewProps = { paperId: string; formKey: string; handle: string }
type Props = {
  id: number
  paperId: string
  formKey: string
  /** "@ada", for screen readers. */
  author: string
  /** The text to edit; null for comments of others. */
  ownBody: string | null
}

export function NewComment({ paperId, formKey, handle }: NewProps) {
  return (
    <Form action={postComment} permalink={`/papers/${paperId}#discussion`} className="mb-7">
      {(state, isPending) => (
        <>
          <Hidden fields={{ paper: paperId, key: formKey }} />
          <TextArea
            id="new-comment"
            label="Your comment"
            hidesLabel
            name="body"
            placeholder="Write a comment. Markdown and $math$ work."
            defaultValue={state.values?.body}
            error={state.errors?.body}
            required
          />
          <div className="-mt-1 flex items-center justify-between gap-4 text-[13px] text-mute">
            <span className="min-w-0 truncate">Signed in as @{handle}</span>
            <Button isStrong disabled={isPending}>
              Comment
            </Button>
          </div>
        </>
      )}
    </Form>
  )
}

export function CommentForms({ id, paperId, formKey, author, ownBody }: Props) {
  const place = { id, paperId }
  const own = { paper: paperId, id }
  return (
    <>
      <Folded
        {...place}
        action={postComment}
        fields={{ paper: paperId, parent: id, key: formKey }}
        label="Reply"
        about={`to ${author}`}
        field={{ name: 'body', label: 'Your reply', send: 'Reply' }}
      />
      {ownBody === null ? (
        <Folded
          {...place}
          action={reportComment}
          fields={own}
          label="Report"
          about={`the comment by ${author}`}
          field={{ name: 'reason', label: 'What’s wrong with it?', send: 'Report', rows: 2 }}
        />
      ) : (
        <>
          <Folded
            {...place}
            action={editComment}
            fields={own}
            label="Edit"
            about="your comment"
            field={{ name: 'body', label: 'Your comment', send: 'Save', text: ownBody }}
          />
          <Press {...place} action={deleteComment}>
            Delete<span className="sr-only"> your comment</span>
          </Press>
        </>
      )}
    </>
  )
}

/** Undo, for a comment that its author deleted. */
export function RestoreForm({ id, paperId }: { id: number; paperId: string }) {
  return (
    <Press id={id} paperId={paperId} action={restoreComment}>
      Undo
    </Press>
  )
}

type Action = (before: FormState, form: FormData) => Promise<FormState>
type Place = { id: number; paperId: string; action: Action }
type FoldedProps = Place & {
  fields: Record<string, string | number>
  label: string
  about: string
  field: { name: string; label: string; send: string; rows?: number; text?: string }
}

/** A form that unfolds from its label, and stays open when something is wrong. */
function Folded({ id, paperId, action, fields, label, about, field }: FoldedProps) {
  return (
    <Form action={action} permalink={`/papers/${paperId}#comment-${id}`} className="fold">
      {(state, isPending) => (
        <details name={`comment-${id}`} open={state.status === 'failed'}>
          <summary>
            {label}
            <span className="sr-only"> {about}</span>
          </summary>
          <Hidden fields={fields} />
          <TextArea
            id={`${label.toLowerCase()}-${id}`}
            label={field.label}
            hidesLabel={field.name === 'body'}
            name={field.name}
            rows={field.rows}
            defaultValue={state.values?.[field.name] ?? field.text}
            error={state.errors?.[field.name]}
            required
          />
          <Button isStrong disabled={isPending}>
            {field.send}
          </Button>
        </details>
      )}
    </Form>
  )
}

/** A form that is one press. */
function Press({ id, paperId, action, children }: Place & { children: ReactNode }) {
  return (
    <Form action={action} permalink={`/papers/${paperId}#comment-${id}`}>
      {(_state, isPending) => (
        <>
          <Hidden fields={{ paper: paperId, id }} />
          <button type="submit" disabled={isPending}>
            {children}
          </button>
        </>
      )}
    </Form>
  )
}

function Hidden({ fields }: { fields: Record<string, string | number> }) {
  return Object.entries(fields).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ))
}
