-- Keys that are made once and outlive every change of the settings.
CREATE TABLE "kept_secrets" (
    "name" TEXT PRIMARY KEY,
    "value" TEXT NOT NULL CHECK (length("value") = 64),
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- The address as a person may recognise it, and no more. Unknown for rows from before.
ALTER TABLE "suppressions" ADD COLUMN "masked" TEXT;
-- Rows from before are kept under AUTH_SECRET, until their address is met again.
ALTER TABLE "suppressions" ADD COLUMN "is_under_auth_secret" BOOLEAN NOT NULL DEFAULT false;
UPDATE "suppressions" SET "is_under_auth_secret" = true;
ALTER TABLE "suppressions" DROP CONSTRAINT "suppressions_reason_check";
ALTER TABLE "suppressions" ADD CONSTRAINT "suppressions_reason_check" CHECK ("reason" IN ('hard_bounce', 'soft_bounces', 'complaint'));
CREATE INDEX "suppressions_created_at_idx" ON "suppressions" ("created_at" DESC);

ALTER TABLE "mail_events" DROP CONSTRAINT "mail_events_kind_check";
ALTER TABLE "mail_events" ADD CONSTRAINT "mail_events_kind_check" CHECK ("kind" IN ('hard_bounce', 'soft_bounce', 'complaint', 'unsubscribe'));
-- Soft bounces count until a mail arrives, or a suppression is lifted.
ALTER TABLE "mail_events" ADD COLUMN "is_settled" BOOLEAN NOT NULL DEFAULT false;
CREATE INDEX "mail_events_email_hmac_idx" ON "mail_events" ("email_hmac", "received_at");
CREATE INDEX "mail_events_delivery_id_idx" ON "mail_events" ("delivery_id");

ALTER TABLE "subscriptions" DROP CONSTRAINT "subscriptions_left_by_check";
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_left_by_check" CHECK ("left_by" IN ('one-click', 'page', 'mail', 'complaint'));

-- What a provider sent under its signature and nobody here understood.
CREATE TABLE "unread_mail_events" (
    "id" SERIAL PRIMARY KEY,
    "provider" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL
);
CREATE INDEX "unread_mail_events_received_at_idx" ON "unread_mail_events" ("received_at" DESC);

ALTER TABLE "moderation_log" DROP CONSTRAINT IF EXISTS "moderation_log_act_check";
ALTER TABLE "moderation_log" ADD CONSTRAINT "moderation_log_act_check" CHECK ("act" IN ('list', 'unlist', 'decline', 'set-organization', 'remove-paper', 'restore-paper',
    'remove-comment', 'restore-comment', 'dismiss-report', 'ban', 'unban', 'grant-role', 'set-rule', 'pause-digest', 'resume-digest', 'lift-suppression'));
