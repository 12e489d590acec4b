-- Editions that a curator has taken a paper out of. No source lists it there again, until a curator
-- does. What the log tells of the past holds as well.
CREATE TABLE "unlistings" (
    "paper_id" TEXT NOT NULL REFERENCES "papers" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    "date" DATE NOT NULL,
    PRIMARY KEY ("paper_id", "date")
);
INSERT INTO "unlistings" ("paper_id", "date")
SELECT "paper_id", "detail"::date FROM (
    SELECT DISTINCT ON ("paper_id", "detail") "paper_id", "detail", "act" FROM "moderation_log"
    WHERE "act" IN ('list', 'unlist') ORDER BY "paper_id", "detail", "at" DESC, "id" DESC
) AS last
WHERE "act" = 'unlist' AND EXISTS (SELECT FROM "papers" WHERE "papers"."id" = last."paper_id")
    AND NOT EXISTS (SELECT FROM "listings" l WHERE l."paper_id" = last."paper_id" AND l."date" = last."detail"::date);
