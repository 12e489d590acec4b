ALTER TABLE "moderation_log" DROP CONSTRAINT "moderation_log_act_check";
ALTER TABLE "moderation_log" ADD CONSTRAINT "moderation_log_act_check" CHECK ("act" IN ('list', 'unlist', 'decline', 'set-organization', 'remove-paper', 'restore-paper',
    'remove-comment', 'restore-comment', 'dismiss-report', 'ban', 'unban', 'grant-role', 'set-rule', 'pause-digest', 'resume-digest'));
