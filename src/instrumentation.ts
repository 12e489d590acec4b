/** Learns from Next what failed inside a render, which the answer doesn't always show. */
import type { Instrumentation } from 'next'
import { noteFailedRender } from './db/failed-renders.ts'

export const onRequestError: Instrumentation.onRequestError = (error, request, { routeType }) =>
  noteFailedRender(error, request, routeType === 'route')
