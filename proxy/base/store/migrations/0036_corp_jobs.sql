INSERT INTO "jobs" ("corp_id", "kind", "key", "state", "put_at", "due_at")
  SELECT "corp_id", 'corp-in-dingtalk', 'corp-in-dingtalk', 'waiting', "look_since", "look_since"
  FROM "corps", "event_watch" WHERE "is_authorised" AND "looked_at" < "look_since"
  ORDER BY "looked_at";--> statement-breakpoint
INSERT INTO "jobs" ("corp_id", "kind", "key", "state", "put_at", "due_at", "settled_at")
  SELECT "corp_id", 'corp-in-esign', 'corp-in-esign', 'done', "read_at", "read_at", "read_at"
  FROM (SELECT "corp_id", "day" * 86400000::bigint - 28800000 AS "read_at" FROM "margin_looks") AS "read";--> statement-breakpoint
DROP TABLE "margin_looks";--> statement-breakpoint
DROP INDEX "corps_by_look";--> statement-breakpoint
ALTER TABLE "corps" RENAME COLUMN "looked_at" TO "asked_at";--> statement-breakpoint
ALTER TABLE "event_watch" RENAME COLUMN "heard_until" TO "received_until";--> statement-breakpoint
ALTER TABLE "event_watch" DROP COLUMN "look_since";--> statement-breakpoint
ALTER TABLE "event_watch" DROP COLUMN "looker";--> statement-breakpoint
ALTER TABLE "event_watch" DROP COLUMN "looking_until";
