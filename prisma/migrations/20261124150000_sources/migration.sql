-- Who may do a thing that only one process at a time may do. Whoever ends may leave a rest after it,
-- which is how requests to one service keep their distance. Microseconds count here.
CREATE TABLE "leases" (
    "name" TEXT PRIMARY KEY,
    "holder" UUID,
    "free_at" TIMESTAMPTZ(6) NOT NULL
);

CREATE TABLE "source_feeds" (
    "name" TEXT PRIMARY KEY,
    "source" TEXT NOT NULL CHECK ("source" IN ('hugging-face', 'arxiv')),
    "fills_editions" BOOLEAN NOT NULL,
    "cursor" TEXT,
    "validators" JSONB NOT NULL DEFAULT '{}',
    "failures" INTEGER NOT NULL DEFAULT 0 CHECK ("failures" >= 0),
    "next_try_at" TIMESTAMPTZ(3) NOT NULL,
    "last_good_at" TIMESTAMPTZ(3),
    "last_error" TEXT
);

CREATE TABLE "announcements" (
    "date" DATE NOT NULL,
    "paper_id" TEXT NOT NULL REFERENCES "papers" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "source" TEXT NOT NULL CHECK ("source" IN ('hugging-face', 'arxiv')),
    "announced_at" TIMESTAMPTZ(3) NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0 CHECK ("position" >= 0),
    "is_published" BOOLEAN NOT NULL DEFAULT false,
    PRIMARY KEY ("date", "paper_id", "source")
);
CREATE INDEX "announcements_paper_id_idx" ON "announcements" ("paper_id");

CREATE TABLE "listing_rule" (
    "id" INTEGER PRIMARY KEY DEFAULT 1 CHECK ("id" = 1),
    "rule" JSONB NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL
);

CREATE TABLE "jobs" (
    "name" TEXT PRIMARY KEY,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "report" JSONB,
    "error" TEXT
);

ALTER TABLE "import_runs"
    ADD COLUMN "asked" INTEGER NOT NULL DEFAULT 0 CHECK ("asked" >= 0),
    ADD COLUMN "seen" INTEGER NOT NULL DEFAULT 0 CHECK ("seen" >= 0),
    ADD COLUMN "stored" INTEGER NOT NULL GENERATED ALWAYS AS ("imported" + "updated") STORED,
    ADD COLUMN "next_try_at" TIMESTAMPTZ(3);
UPDATE "import_runs" SET "seen" = "imported" + "updated" + "unchanged" + "quarantined";
ALTER TABLE "import_runs" ADD CONSTRAINT "import_runs_nothing_lost" CHECK (
    "ended_at" IS NULL OR "error" IS NOT NULL
    OR "seen" = "imported" + "updated" + "unchanged" + "quarantined");
CREATE INDEX "import_runs_source_started_at_idx" ON "import_runs" ("source", "started_at" DESC);
