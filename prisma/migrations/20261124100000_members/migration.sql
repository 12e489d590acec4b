CREATE TABLE "members" (
    "id" TEXT PRIMARY KEY,
    "email" TEXT NOT NULL UNIQUE CHECK ("email" = lower("email") AND length("email") <= 254),
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "name" TEXT NOT NULL DEFAULT '' CHECK (length("name") <= 80),
    "image" TEXT,
    "handle" TEXT NOT NULL UNIQUE CHECK ("handle" ~ '^[a-z0-9][a-z0-9-]{1,29}$'),
    "role" TEXT NOT NULL DEFAULT 'member' CHECK ("role" IN ('member', 'curator', 'admin')),
    "hides_activity" BOOLEAN NOT NULL DEFAULT false,
    "wants_reply_mail" BOOLEAN NOT NULL DEFAULT true,
    "banned_at" TIMESTAMPTZ(3),
    -- A visit ends after half an hour without a page. "New since your last visit" counts from here.
    "previous_visit_at" TIMESTAMPTZ(3),
    "last_active_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE "sessions" (
    "id" TEXT PRIMARY KEY,
    -- SHA-256 of the token in the cookie.
    "token" TEXT NOT NULL UNIQUE,
    "member_id" TEXT NOT NULL REFERENCES "members" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX "sessions_member_id_idx" ON "sessions" ("member_id");

CREATE TABLE "accounts" (
    "id" TEXT PRIMARY KEY,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL REFERENCES "members" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE UNIQUE INDEX "accounts_provider_id_account_id_key" ON "accounts" ("provider_id", "account_id");
CREATE INDEX "accounts_member_id_idx" ON "accounts" ("member_id");

CREATE TABLE "verifications" (
    "id" TEXT PRIMARY KEY,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX "verifications_identifier_idx" ON "verifications" ("identifier");
CREATE INDEX "verifications_expires_at_idx" ON "verifications" ("expires_at");

-- The shape that rate-limiter-flexible reads and writes.
CREATE TABLE "limits" (
    "key" VARCHAR(255) PRIMARY KEY,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT
);

ALTER TABLE "papers"
    ADD COLUMN "submitted_by" TEXT REFERENCES "members" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    ADD COLUMN "removed_at" TIMESTAMPTZ(3),
    ADD COLUMN "removed_reason" TEXT CHECK (("removed_at" IS NULL) = ("removed_reason" IS NULL)),
    -- A curator's word on the organization stands above every source's.
    ADD COLUMN "set_organization" TEXT;

CREATE TABLE "votes" (
    "paper_id" TEXT NOT NULL REFERENCES "papers" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "member_id" TEXT NOT NULL REFERENCES "members" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "cast_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),
    "counts_for_rank" BOOLEAN NOT NULL DEFAULT true,
    "reason" TEXT CHECK ("reason" IN ('young-account', 'burst', 'own-submission')),
    -- The /24 or /64 it came from, or null for loopback and private ranges, which tell nothing.
    "network" TEXT,
    PRIMARY KEY ("paper_id", "member_id"),
    CHECK ("counts_for_rank" = ("reason" IS NULL))
);
CREATE INDEX "votes_member_id_cast_at_idx" ON "votes" ("member_id", "cast_at" DESC);
CREATE INDEX "votes_network_idx" ON "votes" ("paper_id", "network") WHERE "network" IS NOT NULL;

CREATE TABLE "saves" (
    "member_id" TEXT NOT NULL REFERENCES "members" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "paper_id" TEXT NOT NULL REFERENCES "papers" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,
    PRIMARY KEY ("member_id", "paper_id")
);
CREATE INDEX "saves_member_id_saved_at_idx" ON "saves" ("member_id", "saved_at" DESC);

CREATE TABLE "hidden_papers" (
    "member_id" TEXT NOT NULL REFERENCES "members" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "paper_id" TEXT NOT NULL REFERENCES "papers" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "hidden_at" TIMESTAMPTZ(3) NOT NULL,
    PRIMARY KEY ("member_id", "paper_id")
);

CREATE TABLE "seen_papers" (
    "member_id" TEXT NOT NULL REFERENCES "members" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "paper_id" TEXT NOT NULL REFERENCES "papers" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    PRIMARY KEY ("member_id", "paper_id")
);

CREATE TABLE "comments" (
    "id" INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    "paper_id" TEXT NOT NULL REFERENCES "papers" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    -- Null when the account is gone: what stays then is an empty stub that holds replies.
    "member_id" TEXT REFERENCES "members" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    "parent_id" INTEGER REFERENCES "comments" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    "depth" INTEGER NOT NULL DEFAULT 0 CHECK ("depth" BETWEEN 0 AND 6),
    "body" TEXT NOT NULL CHECK (length("body") <= 10000),
    -- Made by the form, so that sending it twice writes one comment.
    "form_key" TEXT NOT NULL,
    "posted_at" TIMESTAMPTZ(3) NOT NULL,
    "edited_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),
    "removed_at" TIMESTAMPTZ(3),
    "removed_reason" TEXT,
    CHECK ("parent_id" <> "id"),
    CHECK (("depth" = 0) = ("parent_id" IS NULL)),
    CHECK (("removed_at" IS NULL) = ("removed_reason" IS NULL))
);
CREATE UNIQUE INDEX "comments_member_id_form_key_key" ON "comments" ("member_id", "form_key");
CREATE INDEX "comments_paper_id_posted_at_idx" ON "comments" ("paper_id", "posted_at");
CREATE INDEX "comments_parent_id_idx" ON "comments" ("parent_id");

CREATE TABLE "reply_notices" (
    "comment_id" INTEGER PRIMARY KEY REFERENCES "comments" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "member_id" TEXT NOT NULL REFERENCES "members" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3)
);
CREATE INDEX "reply_notices_next_attempt_at_idx" ON "reply_notices" ("next_attempt_at") WHERE "sent_at" IS NULL;

CREATE TABLE "comment_reports" (
    "comment_id" INTEGER NOT NULL REFERENCES "comments" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "member_id" TEXT NOT NULL REFERENCES "members" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "reason" TEXT NOT NULL CHECK (length("reason") BETWEEN 1 AND 500),
    "reported_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "outcome" TEXT CHECK ("outcome" IN ('removed', 'dismissed')),
    PRIMARY KEY ("comment_id", "member_id"),
    CHECK (("settled_at" IS NULL) = ("outcome" IS NULL))
);

CREATE TABLE "submissions" (
    "paper_id" TEXT PRIMARY KEY REFERENCES "papers" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "member_id" TEXT REFERENCES "members" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,
    "note" TEXT CHECK (length("note") <= 500),
    "state" TEXT NOT NULL DEFAULT 'waiting' CHECK ("state" IN ('waiting', 'listed', 'declined')),
    "decided_at" TIMESTAMPTZ(3),
    CHECK (("state" = 'waiting') = ("decided_at" IS NULL))
);
CREATE INDEX "submissions_state_submitted_at_idx" ON "submissions" ("state", "submitted_at");

-- Never updated, never deleted.
CREATE TABLE "moderation_log" (
    "id" INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    "at" TIMESTAMPTZ(3) NOT NULL,
    -- Handles and ids as they were, so that the log outlives accounts and papers.
    "actor" TEXT NOT NULL,
    "act" TEXT NOT NULL CHECK ("act" IN ('list', 'unlist', 'decline', 'set-organization', 'remove-paper', 'restore-paper',
        'remove-comment', 'restore-comment', 'dismiss-report', 'ban', 'unban', 'grant-role', 'set-rule')),
    "paper_id" TEXT,
    "comment_id" INTEGER,
    "member" TEXT,
    "detail" TEXT,
    "reason" TEXT
);
CREATE INDEX "moderation_log_at_idx" ON "moderation_log" ("at" DESC, "id" DESC);
