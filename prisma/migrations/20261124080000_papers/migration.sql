CREATE TABLE "organizations" (
    "slug" TEXT PRIMARY KEY CHECK ("slug" ~ '^[a-z0-9][a-z0-9._-]*$'),
    "name" TEXT NOT NULL CHECK ("name" <> '')
);

CREATE TABLE "papers" (
    "id" TEXT PRIMARY KEY CHECK ("id" ~ '^[a-z0-9][a-z0-9./-]*$'),
    "arxiv_id" TEXT UNIQUE CHECK ("arxiv_id" = "id"),
    "title" TEXT NOT NULL CHECK ("title" <> ''),
    "abstract" TEXT,
    "summarised" BOOLEAN NOT NULL DEFAULT false,
    "author_count" INTEGER CHECK ("author_count" >= 0),
    "organization" TEXT REFERENCES "organizations" ("slug") ON DELETE SET NULL ON UPDATE CASCADE,
    "published_at" DATE,
    "version" INTEGER CHECK ("version" >= 1),
    "comment" TEXT,
    "doi" TEXT,
    "journal_ref" TEXT,
    "license" TEXT,
    "code_url" TEXT CHECK ("code_url" ~ '^https?://'),
    "project_url" TEXT CHECK ("project_url" ~ '^https?://'),
    "withdrawn" BOOLEAN NOT NULL DEFAULT false,
    "appeared_at" TIMESTAMPTZ(3) NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0 CHECK ("position" >= 0),
    "first_listed_on" DATE,
    "vote_count" INTEGER NOT NULL DEFAULT 0 CHECK ("vote_count" >= 0),
    "imported_votes" INTEGER NOT NULL DEFAULT 0 CHECK ("imported_votes" >= 0),
    "shown_votes" INTEGER NOT NULL GENERATED ALWAYS AS ("vote_count" + "imported_votes") STORED,
    "comment_count" INTEGER NOT NULL DEFAULT 0 CHECK ("comment_count" >= 0),
    "imported_comments" INTEGER NOT NULL DEFAULT 0 CHECK ("imported_comments" >= 0),
    "shown_comments" INTEGER NOT NULL GENERATED ALWAYS AS ("comment_count" + "imported_comments") STORED,
    "votes_log" DOUBLE PRECISION NOT NULL DEFAULT '-Infinity',
    "comments_log" DOUBLE PRECISION NOT NULL DEFAULT '-Infinity',
    -- Comments weigh half a vote, together at most as much as the votes. Rounded so that the
    -- order in which votes were added cannot show.
    "trend" DECIMAL NOT NULL GENERATED ALWAYS AS (round((
        CASE WHEN "votes_log" = '-Infinity' THEN "votes_log"
        ELSE "votes_log" + ln(1 + power(2::float8, greatest(least("comments_log" - 1 - "votes_log", 0), -60))) / ln(2::float8)
        END)::numeric, 6)) STORED,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX "papers_shown_votes_appeared_at_position_id_idx" ON "papers" ("shown_votes" DESC, "appeared_at", "position", "id");
CREATE INDEX "papers_trend_appeared_at_position_id_idx" ON "papers" ("trend" DESC, "appeared_at", "position", "id");
CREATE INDEX "papers_shown_comments_appeared_at_position_id_idx" ON "papers" ("shown_comments" DESC, "appeared_at", "position", "id");
CREATE INDEX "papers_appeared_at_position_id_idx" ON "papers" ("appeared_at" DESC, "position", "id");
CREATE INDEX "papers_organization_appeared_at_idx" ON "papers" ("organization", "appeared_at" DESC);

CREATE TABLE "authors" (
    "id" SERIAL PRIMARY KEY,
    "slug" TEXT NOT NULL UNIQUE CHECK ("slug" ~ '^[a-z0-9][a-z0-9-]*$'),
    "name" TEXT NOT NULL CHECK ("name" <> '')
);

CREATE TABLE "authorships" (
    "paper_id" TEXT NOT NULL REFERENCES "papers" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "position" INTEGER NOT NULL CHECK ("position" >= 1),
    "author_id" INTEGER NOT NULL REFERENCES "authors" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    "name" TEXT NOT NULL CHECK ("name" <> ''),
    PRIMARY KEY ("paper_id", "position")
);
CREATE INDEX "authorships_author_id_idx" ON "authorships" ("author_id");

CREATE TABLE "paper_categories" (
    "paper_id" TEXT NOT NULL REFERENCES "papers" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "position" INTEGER NOT NULL CHECK ("position" >= 1),
    "category" TEXT NOT NULL CHECK ("category" ~ '^[a-z-]+(\.[A-Za-z-]+)?$'),
    PRIMARY KEY ("paper_id", "position")
);
CREATE UNIQUE INDEX "paper_categories_category_paper_id_key" ON "paper_categories" ("category", "paper_id");

CREATE TABLE "listings" (
    "date" DATE NOT NULL,
    "paper_id" TEXT NOT NULL REFERENCES "papers" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "listed_at" TIMESTAMPTZ(3) NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0 CHECK ("position" >= 0),
    PRIMARY KEY ("date", "paper_id")
);
CREATE INDEX "listings_paper_id_date_idx" ON "listings" ("paper_id", "date");

CREATE TABLE "source_records" (
    "paper_id" TEXT NOT NULL REFERENCES "papers" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "source" TEXT NOT NULL CHECK ("source" IN ('sample', 'file', 'hugging-face', 'arxiv')),
    "version" INTEGER CHECK ("version" >= 1),
    "revised_at" TIMESTAMPTZ(3),
    "observed_at" TIMESTAMPTZ(3) NOT NULL,
    "content" JSONB NOT NULL,
    "votes" INTEGER CHECK ("votes" >= 0),
    "comments" INTEGER CHECK ("comments" >= 0),
    "counted_at" TIMESTAMPTZ(3),
    PRIMARY KEY ("paper_id", "source")
);

CREATE TABLE "quarantine" (
    "id" SERIAL PRIMARY KEY,
    "source" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "digest" TEXT NOT NULL UNIQUE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE "import_runs" (
    "id" SERIAL PRIMARY KEY,
    "source" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "imported" INTEGER NOT NULL DEFAULT 0,
    "updated" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "quarantined" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    CHECK ("ended_at" >= "started_at")
);
CREATE INDEX "import_runs_started_at_idx" ON "import_runs" ("started_at" DESC);
