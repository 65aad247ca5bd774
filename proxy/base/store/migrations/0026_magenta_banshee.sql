CREATE TABLE "corp_settings" (
	"corp_id" text PRIMARY KEY NOT NULL,
	"time_zone" text
);
--> statement-breakpoint
ALTER TABLE "corps" ADD COLUMN "time_put_back" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
UPDATE "corps" SET "looked_at" = 0
WHERE greatest("told_at", "authorised_at", "enabled_at", "bought_at", "last_event_at") > extract(epoch from now()) * 1000 + 60000;--> statement-breakpoint
UPDATE "corps" SET
  "authorised_at" = (extract(epoch from now()) * 1000)::bigint,
  "time_put_back" = "authorised_at" - (extract(epoch from now()) * 1000)::bigint + 1
WHERE "state" = 'relieved' AND "authorised_at" > extract(epoch from now()) * 1000 + 60000;
