-- Null: the handle was made up, and its member has chosen none yet. Those from before keep theirs.
ALTER TABLE "members" ADD COLUMN "handle_chosen_at" TIMESTAMPTZ(3);
UPDATE "members" SET "handle_chosen_at" = "created_at";

-- Handles given up. Until then nobody but the member who had one may take it.
CREATE TABLE "resting_handles" (
    "handle" TEXT PRIMARY KEY,
    -- Null when the account is gone.
    "member_id" TEXT REFERENCES "members" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    "until" TIMESTAMPTZ(3) NOT NULL
);
CREATE INDEX "resting_handles_member_id_idx" ON "resting_handles" ("member_id");

-- The log knows people by id, so that nobody inherits the acts of a handle. An entry from before
-- belongs to who has the handle now, if they were there already, and to nobody known otherwise.
ALTER TABLE "moderation_log" RENAME COLUMN "actor" TO "actor_id";
ALTER TABLE "moderation_log" RENAME COLUMN "member" TO "member_id";
UPDATE "moderation_log" l SET "actor_id" = coalesce(
    (SELECT m."id" FROM "members" m WHERE m."handle" = l."actor_id" AND m."created_at" <= l."at"), 'unknown')
WHERE "actor_id" <> 'system';
UPDATE "moderation_log" l SET "member_id" = coalesce(
    (SELECT m."id" FROM "members" m WHERE m."handle" = l."member_id" AND m."created_at" <= l."at"), 'unknown')
WHERE "member_id" IS NOT NULL;
-- The kinds of acts are listed in the program alone.
ALTER TABLE "moderation_log" DROP CONSTRAINT IF EXISTS "moderation_log_act_check";
