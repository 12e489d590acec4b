-- A paper is news once: from the later of the moment its first listing was written and the opening
-- of that edition. Papers listed before this migration were news when they were listed.
ALTER TABLE "papers" ADD COLUMN "first_listed_at" TIMESTAMPTZ(3), ADD COLUMN "news_at" TIMESTAMPTZ(3);
UPDATE "papers" p SET "first_listed_at" = l.at, "news_at" = l.at
FROM (SELECT DISTINCT ON ("paper_id") "paper_id", "listed_at" AS at FROM "listings" ORDER BY "paper_id", "date") l
WHERE l."paper_id" = p."id";
UPDATE "papers" p SET "first_listed_at" = p."created_at"
WHERE p."first_listed_at" IS NULL AND EXISTS (SELECT FROM "unlistings" u WHERE u."paper_id" = p."id");
CREATE INDEX "papers_news_at_idx" ON "papers" ("news_at") WHERE "news_at" IS NOT NULL;

-- What is empty is neither kept nor sent.
DELETE FROM "digests" g WHERE g."status" = 'empty' AND NOT EXISTS (SELECT FROM "deliveries" d WHERE d."digest_id" = g."id");
ALTER TABLE "digests" ADD COLUMN "window_from" TIMESTAMPTZ(3), ADD COLUMN "window_to" TIMESTAMPTZ(3);
UPDATE "digests" SET "window_from" = least("created_at", "period_from"::timestamp AT TIME ZONE 'UTC'), "window_to" = "created_at";
ALTER TABLE "digests" ALTER COLUMN "window_from" SET NOT NULL, ALTER COLUMN "window_to" SET NOT NULL,
  ADD CHECK ("window_from" <= "window_to");

-- A mail that was never sent gives its window back, and with it its local date.
ALTER TABLE "deliveries" DROP CONSTRAINT "deliveries_subscription_id_cadence_local_date_key",
  ADD COLUMN "covered_before" TIMESTAMPTZ(3), ADD COLUMN "is_first" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "gave_back" BOOLEAN NOT NULL DEFAULT false;
UPDATE "deliveries" SET "gave_back" = true WHERE "status" IN ('expired', 'failed', 'cancelled');
CREATE UNIQUE INDEX "deliveries_local_date_key" ON "deliveries" ("subscription_id", "cadence", "local_date")
  WHERE "status" NOT IN ('expired', 'failed', 'cancelled');
CREATE INDEX "deliveries_subscription_idx" ON "deliveries" ("subscription_id", "local_date");
CREATE INDEX "deliveries_give_back_idx" ON "deliveries" ("subscription_id")
  WHERE "status" IN ('expired', 'failed', 'cancelled') AND NOT "gave_back";

-- Who has had an edition has had all news in it. Who never had a mail gets a first digest.
ALTER TABLE "subscriptions" RENAME COLUMN "covered_until" TO "covered_until_day";
ALTER TABLE "subscriptions" RENAME COLUMN "last_due_at" TO "turned_at";
ALTER TABLE "subscriptions" ADD COLUMN "covered_until" TIMESTAMPTZ(3), ADD COLUMN "first_from" TIMESTAMPTZ(3);
WITH digest_news AS (
  SELECT g."id", greatest(g."created_at", (
    SELECT max(p."news_at") FROM "listings" l JOIN "papers" p ON p."id" = l."paper_id"
    WHERE g."created_at" > now() - interval '30 days'
      AND l."date" BETWEEN g."period_from" AND g."period_to" AND p."created_at" <= g."created_at")) AS until
  FROM "digests" g
), had AS (
  SELECT d."subscription_id", max(n.until) AS until
  FROM "deliveries" d JOIN digest_news n ON n."id" = d."digest_id"
  WHERE d."status" NOT IN ('expired', 'failed', 'cancelled')
  GROUP BY d."subscription_id"
)
UPDATE "subscriptions" s SET "covered_until" = least(had.until, now())
FROM had WHERE had."subscription_id" = s."id";
UPDATE "subscriptions" SET "first_from" = "confirmed_at" WHERE "status" = 'confirmed' AND "covered_until" IS NULL;
UPDATE "subscriptions" SET "turned_at" = coalesce("turned_at", "confirmed_at") WHERE "covered_until" IS NOT NULL;
UPDATE "subscriptions" SET "turned_at" = NULL WHERE "covered_until" IS NULL;
ALTER TABLE "subscriptions" DROP COLUMN "covered_until_day";
CREATE INDEX "subscriptions_first_idx" ON "subscriptions" ("id") WHERE "first_from" IS NOT NULL AND "status" = 'confirmed';
