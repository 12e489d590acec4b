-- What arXiv said of a paper that a member looked up, so that it is asked once and not again when
-- the paper is submitted.
CREATE TABLE "looked_up_papers" (
    "id" TEXT PRIMARY KEY,
    "draft" JSONB NOT NULL,
    "fetched_at" TIMESTAMPTZ(3) NOT NULL
);
CREATE INDEX "looked_up_papers_fetched_at_idx" ON "looked_up_papers" ("fetched_at");

-- Every list leaves these out. They are few.
CREATE INDEX "papers_removed_idx" ON "papers" ("id") WHERE "removed_at" IS NOT NULL;

CREATE INDEX "comment_reports_open_idx" ON "comment_reports" ("reported_at") WHERE "settled_at" IS NULL;
