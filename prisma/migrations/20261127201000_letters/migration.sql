-- The ledger holds every mail now, not digests alone.
ALTER TABLE "deliveries"
    ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'digest' CHECK ("kind" IN ('digest', 'confirm', 'manage', 'sign-in', 'reply')),
    ALTER COLUMN "digest_id" DROP NOT NULL,
    ALTER COLUMN "cadence" DROP NOT NULL,
    ALTER COLUMN "local_date" DROP NOT NULL,
    ADD CONSTRAINT "deliveries_digest_check" CHECK (("kind" = 'digest') = ("digest_id" IS NOT NULL AND "cadence" IS NOT NULL AND "local_date" IS NOT NULL));
CREATE INDEX "deliveries_letter_idx" ON "deliveries" ("expires_at") WHERE "kind" <> 'digest';

-- What a letter needs until it has ended, and not a moment longer.
CREATE TABLE "letters" (
    "delivery_id" UUID PRIMARY KEY REFERENCES "deliveries" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "email" TEXT NOT NULL,
    -- Its subject and its parts under a secret, since they hold links that open something.
    "sealed" BYTEA,
    -- Of a notice of a reply, which is composed when it leaves.
    "comment_id" INTEGER UNIQUE REFERENCES "comments" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "member_id" TEXT REFERENCES "members" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CHECK (("sealed" IS NULL) = ("comment_id" IS NOT NULL AND "member_id" IS NOT NULL))
);
CREATE INDEX "letters_email_idx" ON "letters" ("email");
CREATE INDEX "letters_member_id_idx" ON "letters" ("member_id");

-- Notices that still wait become letters with three days from now.
WITH "waiting" AS (
    SELECT gen_random_uuid() AS "id", n."comment_id", n."member_id", m."email"
    FROM "reply_notices" n JOIN "members" m ON m."id" = n."member_id" WHERE n."sent_at" IS NULL
), "queued" AS (
    INSERT INTO "deliveries" ("id", "kind", "due_at", "expires_at", "next_attempt_at", "message_id", "date_header")
    SELECT "id", 'reply', now(), now() + interval '3 days', now(), 'reply.' || "id" || '@broadsheet', now() FROM "waiting"
)
INSERT INTO "letters" ("delivery_id", "email", "comment_id", "member_id")
SELECT "id", "email", "comment_id", "member_id" FROM "waiting";
DROP TABLE "reply_notices";

-- The kinds of acts are listed in the program alone.
ALTER TABLE "moderation_log" DROP CONSTRAINT IF EXISTS "moderation_log_act_check";
