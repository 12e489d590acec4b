CREATE TABLE "subscriptions" (
    "id" SERIAL PRIMARY KEY,
    "email" TEXT NOT NULL UNIQUE CHECK ("email" = lower("email") AND length("email") <= 254),
    "email_hmac" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending' CHECK ("status" IN ('pending', 'confirmed', 'unsubscribed')),
    "cadence" TEXT NOT NULL CHECK ("cadence" IN ('daily', 'weekly')),
    "topics" TEXT[] NOT NULL DEFAULT '{}',
    "hour" INTEGER NOT NULL CHECK ("hour" BETWEEN 0 AND 23),
    "time_zone" TEXT NOT NULL CHECK ("time_zone" <> ''),
    "token_version" INTEGER NOT NULL DEFAULT 1,
    "confirm_hash" TEXT UNIQUE,
    "confirm_until" TIMESTAMPTZ(3),
    "confirmations_sent" INTEGER NOT NULL DEFAULT 0,
    "confirmation_sent_at" TIMESTAMPTZ(3),
    "manage_hash" TEXT UNIQUE,
    "manage_until" TIMESTAMPTZ(3),
    "manage_sent_at" TIMESTAMPTZ(3),
    -- Last day of what was sent or is under way, and the turn it belongs to. Nothing is sent twice.
    "covered_until" DATE,
    "last_due_at" TIMESTAMPTZ(3),
    "confirmed_at" TIMESTAMPTZ(3),
    "unsubscribed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    CHECK ("status" <> 'confirmed' OR "confirmed_at" IS NOT NULL)
);
CREATE INDEX "subscriptions_turn_idx" ON "subscriptions" ("cadence", "time_zone", "hour") WHERE "status" = 'confirmed';
CREATE INDEX "subscriptions_email_hmac_idx" ON "subscriptions" ("email_hmac");
CREATE INDEX "subscriptions_confirmation_sent_at_idx" ON "subscriptions" ("confirmation_sent_at");

CREATE TABLE "digests" (
    "id" SERIAL PRIMARY KEY,
    "key" TEXT NOT NULL UNIQUE,
    "cadence" TEXT NOT NULL CHECK ("cadence" IN ('daily', 'weekly')),
    "period_from" DATE NOT NULL,
    "period_to" DATE NOT NULL,
    "topics" TEXT[] NOT NULL DEFAULT '{}',
    "status" TEXT NOT NULL DEFAULT 'open' CHECK ("status" IN ('open', 'paused', 'empty')),
    "subject" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "paper_ids" TEXT[] NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    CHECK ("period_from" <= "period_to"),
    CHECK (("status" = 'empty') = (cardinality("paper_ids") = 0))
);
CREATE INDEX "digests_created_at_idx" ON "digests" ("created_at" DESC);

CREATE TABLE "deliveries" (
    "id" UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    "digest_id" INTEGER NOT NULL REFERENCES "digests" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    -- Counts stay when a subscriber is gone.
    "subscription_id" INTEGER REFERENCES "subscriptions" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    "cadence" TEXT NOT NULL CHECK ("cadence" IN ('daily', 'weekly')),
    "local_date" DATE NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'queued' CHECK ("status" IN ('queued', 'claimed', 'sending', 'sent', 'in_doubt', 'held', 'failed', 'bounced', 'cancelled', 'expired')),
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "doubt" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_until" TIMESTAMPTZ(3),
    "claim_token" UUID,
    "message_id" TEXT NOT NULL UNIQUE,
    "date_header" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "response" TEXT,
    UNIQUE ("digest_id", "subscription_id"),
    UNIQUE ("subscription_id", "cadence", "local_date"),
    CHECK ("status" NOT IN ('claimed', 'sending') OR ("claim_token" IS NOT NULL AND "lease_until" IS NOT NULL)),
    CHECK ("status" <> 'sent' OR "sent_at" IS NOT NULL)
);
CREATE INDEX "deliveries_queue_idx" ON "deliveries" ("doubt", "next_attempt_at", "digest_id", "id") WHERE "status" IN ('queued', 'in_doubt');
CREATE INDEX "deliveries_expiry_idx" ON "deliveries" ("expires_at") WHERE "status" IN ('queued', 'in_doubt');
CREATE INDEX "deliveries_lease_idx" ON "deliveries" ("lease_until") WHERE "status" IN ('claimed', 'sending');
CREATE INDEX "deliveries_sent_at_idx" ON "deliveries" ("sent_at" DESC NULLS LAST);
CREATE INDEX "deliveries_held_idx" ON "deliveries" ("digest_id") WHERE "status" = 'held';

-- Without a reference to the subscription, which it outlives. The address itself is not kept.
CREATE TABLE "suppressions" (
    "email_hmac" TEXT PRIMARY KEY,
    "reason" TEXT NOT NULL CHECK ("reason" IN ('hard_bounce', 'complaint')),
    "source" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL
);

CREATE TABLE "mail_events" (
    "id" SERIAL PRIMARY KEY,
    "provider" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL CHECK ("kind" IN ('hard_bounce', 'soft_bounce', 'complaint')),
    "delivery_id" UUID REFERENCES "deliveries" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    "email_hmac" TEXT,
    "reason" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    UNIQUE ("provider", "event_id")
);
CREATE INDEX "mail_events_received_at_idx" ON "mail_events" ("received_at" DESC);

CREATE TABLE "send_budget" (
    "key" TEXT PRIMARY KEY,
    "tokens" DOUBLE PRECISION NOT NULL,
    "refilled_at" TIMESTAMPTZ(3) NOT NULL
);

CREATE TABLE "digest_runs" (
    "id" SERIAL PRIMARY KEY,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "report" JSONB NOT NULL
);
CREATE INDEX "digest_runs_started_at_idx" ON "digest_runs" ("started_at" DESC);
