CREATE TABLE "contract_events" (
	"corp_id" text NOT NULL,
	"task_id" text NOT NULL,
	"seq" integer NOT NULL,
	CONSTRAINT "contract_events_corp_id_task_id_pk" PRIMARY KEY("corp_id","task_id")
);
--> statement-breakpoint
CREATE TABLE "webhook_deliveries" (
	"id" text PRIMARY KEY NOT NULL,
	"corp_id" text NOT NULL,
	"webhook_id" text NOT NULL,
	"task_id" text NOT NULL,
	"kind" text NOT NULL,
	"seq" integer NOT NULL,
	"body" text NOT NULL,
	"state" text NOT NULL,
	"created_at" bigint NOT NULL,
	"next_at" bigint NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"attempted_at" bigint,
	"status" integer,
	"answer" text,
	"error" text
);
--> statement-breakpoint
CREATE TABLE "webhooks" (
	"id" text PRIMARY KEY NOT NULL,
	"corp_id" text NOT NULL,
	"url" text NOT NULL,
	"kinds" jsonb NOT NULL,
	"with_names" boolean NOT NULL,
	"secret" text NOT NULL,
	"former_secret" text,
	"former_until" bigint,
	"created_at" bigint NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"ended_at" bigint
);
--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_webhook_id_webhooks_id_fk" FOREIGN KEY ("webhook_id") REFERENCES "public"."webhooks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "webhook_deliveries_by_webhook" ON "webhook_deliveries" USING btree ("webhook_id","created_at","seq","id");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_waiting" ON "webhook_deliveries" USING btree ("webhook_id","task_id","seq") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "webhook_deliveries_by_age" ON "webhook_deliveries" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "webhooks_by_corp" ON "webhooks" USING btree ("corp_id","created_at");
--> statement-breakpoint
INSERT INTO "jobs" ("corp_id", "kind", "key", "task_id", "payload", "state", "put_at", "due_at", "expires_at")
  SELECT "corp_id", 'webhook-deadline', 'webhook-deadline:' || "task_id" || ':' || "deadline", "task_id",
    jsonb_build_object('deadline', "deadline"), 'waiting', "now", "deadline" - 86400000, "deadline"
  FROM "flows", (SELECT (extract(epoch from now()) * 1000)::bigint AS "now") AS "clock"
  WHERE "is_planned" AND "status" IN ('draft', 'signing', 'unknown')
    AND "deadline" - 86400000 > greatest("now", coalesce("created_at", 0));
