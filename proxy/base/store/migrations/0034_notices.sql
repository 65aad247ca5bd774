ALTER TABLE "jobs" ADD COLUMN "puts" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
INSERT INTO "jobs" ("corp_id", "kind", "key", "task_id", "payload", "state", "put_at", "due_at", "expires_at")
  SELECT '', "kind", "kind" || ':' || "task_id" || CASE WHEN "is_end" THEN ':end' ELSE '' END, "task_id",
    jsonb_build_object('isEnd', "is_end"), 'waiting', max("received_at"), max("received_at"), max("received_at") + 86400000
  FROM (
    SELECT "task_id", "received_at",
      CASE "action" WHEN 'CORP_AUTH' THEN 'authorised' ELSE 'notice' END AS "kind",
      "action" <> 'CORP_AUTH' AND "status" IN ('FINISH', 'REVOKE', 'REFUSE') AS "is_end"
    FROM "notices" WHERE "processed_at" IS NULL
  ) AS "open"
  GROUP BY "kind", "task_id", "is_end";--> statement-breakpoint
DROP TABLE "notices";
