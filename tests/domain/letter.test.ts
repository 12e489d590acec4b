import { describe, expect, it } from 'vitest'
import { canArrive } from '../../src/domain/letter.ts'

describe('mail', () => {
  it.each(['ada@example.org', 'ada@uni.edu', 'a@b.co.uk'])('can arrive at %s', (email) => {
    expect(canArrive(email)).toBe(true)
  })

  it.each([
    'a@orcid.invalid',
    'a@b.test',
    'a@b.example',
    'a@b.localhost',
    'a@b.local',
    'a@localhost',
  ])('cannot arrive at %s', (email) => {
    expect(canArrive(email)).toBe(false)
  })
})
