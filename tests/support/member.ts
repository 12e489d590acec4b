/** Members for browser tests. */
import { randomUUID } from 'node:crypto'
import type { BrowserContext } from '@playwright/test'
import type { Role } from '../../src/domain/member.ts'
import { aMember, type TestMember } from './sign-in.ts'

/** Signs a browser in on the served site; without an address as a member whom nobody else uses. */
export async function signIn(
  context: BrowserContext,
  email = `${randomUUID().slice(0, 8)}@example.org`,
  role: Role = 'member',
): Promise<TestMember> {
  const member = await aMember({ email, role })
  const [name = '', ...value] = member.cookie.split('=')
  await context.addCookies([{ name, value: value.join('='), url: process.env.SITE ?? '' }])
  return member
}
