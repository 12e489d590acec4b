/** The operator's listing rule: the one saved last, or else the environment's. */
import { type ListingRule, listingRuleSchema, savedRuleSchema } from '../../domain/listing-rule.ts'
import type { By } from '../../domain/moderation.ts'
import { env } from '../../env.ts'
import { Prisma } from '../generated/client.ts'
import { moderate } from '../members/moderation.ts'
import { readRows } from '../read-rows.ts'

/** The rule in force. */
export async function readListingRule(): Promise<ListingRule> {
  const [row] = await readRows<{ rule: unknown }>(
    Prisma.sql`select rule from listing_rule where id = 1`,
  )
  return row ? savedRuleSchema.parse(row.rule) : env().listingRule
}

/** Saves a rule, which from now on replaces the environment's; the act is logged. */
export async function saveListingRule(rule: ListingRule, { actor, now }: By): Promise<void> {
  const data = { rule: listingRuleSchema.parse(rule), savedAt: now }
  await moderate(async (tx) => {
    await tx.listingRule.upsert({ where: { id: 1 }, create: data, update: data })
    return { at: now, actor, act: 'set-rule' }
  }, [])
}
