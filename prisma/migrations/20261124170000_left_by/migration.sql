ALTER TABLE "subscriptions" ADD COLUMN "left_by" TEXT;
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_left_by_check" CHECK ("left_by" IN ('one-click', 'page'));
