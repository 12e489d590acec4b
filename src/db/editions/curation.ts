/** What curators decide about a paper: the editions that list it, and its organization. */
import { type EditionClock, editionOpensAt } from '../../domain/edition.ts'
import { type By, OPERATOR } from '../../domain/moderation.ts'
import { slugOf } from '../../domain/slug.ts'
import type { Tx } from '../client.ts'
import { moderate } from '../members/moderation.ts'
import { lockImports } from '../papers/import-papers.ts'
import { noteNews } from '../papers/paper-writes.ts'
import { recomputeScores } from '../papers/scores.ts'

/** `isNewest`: it is the newest open edition, so that the paper counts as listed now. */
export type Listing = { paperId: string; date: string; isNewest: boolean; clock: EditionClock }

/**
 * Lists a paper in a date's edition, after those already there, which also settles a waiting or
 * declined submission. False if the edition already lists it, there is no such paper, or the
 * operator's rule asks for what a curator took out. In an older edition it counts as listed when that
 * opened, so that its imported votes don't become fresh.
 */
export function listPaper(
  { paperId, date, isNewest, clock }: Listing,
  { actor, now }: By,
  reason?: string,
): Promise<boolean> {
  return moderate(async (tx) => {
    await lockImports(tx)
    const listedAt = isNewest ? now.toISOString() : editionOpensAt(date, clock)
    const count = await tx.$executeRaw`
      insert into listings (date, paper_id, listed_at, position)
      select ${date}::date, id, ${listedAt}::timestamptz,
        (select coalesce(max(position) + 1, 0) from listings where date = ${date}::date)
      from papers where id = ${paperId} and removed_at is null
        and (${actor !== OPERATOR} or not exists (
          select from unlistings where paper_id = ${paperId} and date = ${date}::date))
      on conflict do nothing`
    if (count === 0) return null
    await noteNews(tx, [{ paperId, date }], clock)
    await tx.unlisting.deleteMany({ where: { paperId, date: new Date(date) } })
    await tx.submission.updateMany({
      where: { paperId, state: { not: 'listed' } },
      data: { state: 'listed', decidedAt: now },
    })
    await recomputeScores(tx, [paperId])
    return { at: now, actor, act: 'list', paperId, detail: date, reason }
  })
}

/**
 * Takes a paper out of a date's edition, where no source will list it again; false if the edition
 * does not list it.
 */
export function unlistPaper(
  paperId: string,
  date: string,
  reason: string,
  { actor, now }: By,
): Promise<boolean> {
  return moderate(async (tx) => {
    await lockImports(tx)
    const pair = { paperId, date: new Date(date) }
    const { count } = await tx.listing.deleteMany({ where: pair })
    if (count === 0) return null
    await tx.unlisting.create({ data: pair })
    await recomputeScores(tx, [paperId])
    return { at: now, actor, act: 'unlist', paperId, detail: date, reason }
  })
}

/**
 * Sets a paper's organization by name, overriding later imports too; an empty name sets it to none.
 * An organization with that slug or name is used as it is, otherwise one is created. False if there
 * is no such paper or the organization is already set to that.
 */
export function setOrganization(
  paperId: string,
  name: string,
  { actor, now }: By,
): Promise<boolean> {
  return moderate(async (tx) => {
    const organization = name === '' ? null : await findOrMakeOrganization(tx, name)
    const slug = organization?.slug ?? ''
    const count = await tx.$executeRaw`
      update papers set set_organization = ${slug}, organization = nullif(${slug}, '')
      where id = ${paperId} and removed_at is null and set_organization is distinct from ${slug}`
    const detail = organization?.name ?? ''
    return count > 0 ? { at: now, actor, act: 'set-organization', paperId, detail } : null
  })
}

async function findOrMakeOrganization(tx: Tx, name: string) {
  const slug = slugOf(name)
  const [known] = await tx.$queryRaw<{ slug: string; name: string }[]>`
    select slug, name from organizations where slug = ${slug} or lower(name) = lower(${name})
    order by slug <> ${slug}, slug limit 1`
  if (known) return known
  await tx.$executeRaw`
    insert into organizations (slug, name) values (${slug}, ${name}) on conflict do nothing`
  return { slug, name }
}
