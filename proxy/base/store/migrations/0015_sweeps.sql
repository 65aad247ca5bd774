CREATE TABLE "sweep_budgets" (
	"corp_id" text PRIMARY KEY NOT NULL,
	"day" bigint NOT NULL,
	"used" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sweeps" (
	"corp_id" text NOT NULL,
	"task_id" text NOT NULL,
	"active_at" bigint NOT NULL,
	"read_at" bigint NOT NULL,
	"next_at" bigint NOT NULL,
	CONSTRAINT "sweeps_corp_id_task_id_pk" PRIMARY KEY("corp_id","task_id")
);
--> statement-breakpoint
ALTER TABLE "sweeps" ADD CONSTRAINT "sweeps_corp_id_task_id_flows_corp_id_task_id_fk" FOREIGN KEY ("corp_id","task_id") REFERENCES "public"."flows"("corp_id","task_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sweeps_due" ON "sweeps" USING btree ("next_at");--> statement-breakpoint
INSERT INTO "sweeps" ("corp_id", "task_id", "active_at", "read_at", "next_at") SELECT "corp_id", "task_id", coalesce("confirmed_at", "first_seen_at"), coalesce("confirmed_at", "first_seen_at"), coalesce("confirmed_at", "first_seen_at") + 86400000 FROM "flows" WHERE "status" IN ('draft', 'signing', 'unknown');
