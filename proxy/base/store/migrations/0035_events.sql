INSERT INTO "jobs" ("corp_id", "kind", "key", "queue", "payload", "state", "tries", "put_at", "due_at", "settled_at")
  SELECT coalesce("corp_id", ''), 'event', 'event:' || "event_id", 'event',
    jsonb_build_object('type', "type", 'bornAt', "born_at", 'data', "data"),
    CASE "outcome" WHEN 'old' THEN 'dropped' ELSE "outcome" END, "attempts", "received_at", "received_at",
    CASE "outcome" WHEN 'waiting' THEN NULL ELSE "received_at" END
  FROM "dingtalk_events" ORDER BY "born_at";--> statement-breakpoint
DROP TABLE "dingtalk_events";--> statement-breakpoint
CREATE INDEX "jobs_of_events" ON "jobs" USING btree ("put_at") WHERE kind = 'event';
