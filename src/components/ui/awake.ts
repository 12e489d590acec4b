/** Tells what waits for a page's scripts (domain/wake.ts) that they run, once all effects have. */
import { AWAKE } from '@/domain/wake'

export function sayAwake(): void {
  queueMicrotask(() => document.dispatchEvent(new Event(AWAKE)))
}
