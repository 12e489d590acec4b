-- The order of a member's taps on a paper, for taps that arrive out of order.
CREATE TABLE "tap_turns" (
  "member_id" TEXT NOT NULL REFERENCES "members"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "paper_id" TEXT NOT NULL REFERENCES "papers"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "tap" TEXT NOT NULL,
  "session_id" TEXT NOT NULL,
  "turn" BIGINT NOT NULL,
  "tapped_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "tap_turns_pkey" PRIMARY KEY ("member_id", "paper_id", "tap")
);
CREATE INDEX "tap_turns_tapped_at_idx" ON "tap_turns"("tapped_at");
