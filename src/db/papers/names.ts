/** Whether a name in an address leads anywhere, which costs less than rendering a page to say no. */
import { Prisma } from '../generated/client.ts'
import { readRows } from '../read-rows.ts'

/** `name` in its canonical spelling. */
export type Named = { kind: 'paper' | 'organization' | 'author' | 'category'; name: string }

const FOUND: Record<Named['kind'], (name: string) => Prisma.Sql> = {
  // A removed paper has a page too, which says so.
  paper: (id) => Prisma.sql`select from papers where id = ${id}`,
  organization: (slug) => Prisma.sql`select from organizations where slug = ${slug}`,
  author: (slug) => Prisma.sql`select from authors where slug = ${slug}`,
  category: (name) => Prisma.sql`select from paper_categories where category = ${name}`,
}

export async function isKnown({ kind, name }: Named): Promise<boolean> {
  const [row] = await readRows<{ found: boolean }>(
    Prisma.sql`select exists (${FOUND[kind](name)}) as found`,
  )
  return row?.found ?? false
}
