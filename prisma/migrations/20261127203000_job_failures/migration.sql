-- In a row. One that failed is tried again sooner or later than its pace, by how often it did.
ALTER TABLE "jobs" ADD COLUMN "failures" INTEGER NOT NULL DEFAULT 0 CHECK ("failures" >= 0);
