/** Hears from Next what failed inside a render, which its answer does not always tell. */
import type { Instrumentation } from 'next'
import { isUnavailable } from './db/unavailable.ts'
import { noteFailure, RENDER_ID } from './domain/render-note.ts'

export const onRequestError: Instrumentation.onRequestError = (error, request, { routeType }) => {
  noteFailure(request.headers[RENDER_ID], {
    isUnavailable: isUnavailable(error),
    isForm: request.method === 'POST' && routeType !== 'route',
  })
}
