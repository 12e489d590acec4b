import { executionAsyncId } from 'node:async_hooks'
import { expect, it } from 'vitest'
import { keepTickShape } from '../../../src/server/front/keep-tick-shape.mjs'

it('keeps an object such as Node makes for each tick', () => {
  const names = Reflect.ownKeys(keepTickShape() ?? {}).map(String)
  expect(names).toContain('callback')
  expect(names).toContain('Symbol(async_id_symbol)')
})

it('leaves no hook behind, which would slow down every promise', async () => {
  keepTickShape()
  await new Promise((done) => setTimeout(done, 1))
  await Promise.resolve()
  const inPromise = executionAsyncId()
  expect(inPromise).toBe(0)
})
