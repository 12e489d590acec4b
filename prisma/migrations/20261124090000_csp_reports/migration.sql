CREATE TABLE "csp_reports" (
    "day" DATE NOT NULL,
    "directive" TEXT NOT NULL,
    "blocked" TEXT NOT NULL,
    "count" INTEGER NOT NULL CHECK ("count" >= 1),
    PRIMARY KEY ("day", "directive", "blocked")
);
