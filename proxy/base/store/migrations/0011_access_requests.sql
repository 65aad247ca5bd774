CREATE TABLE "access_requests" (
	"id" text PRIMARY KEY NOT NULL,
	"corp_id" text NOT NULL,
	"task_id" text NOT NULL,
	"user_id" text NOT NULL,
	"name" text NOT NULL,
	"state" text NOT NULL,
	"asked_at" bigint NOT NULL,
	"changed_at" bigint NOT NULL,
	"decided_by" text
);
--> statement-breakpoint
CREATE TABLE "flow_viewers" (
	"corp_id" text NOT NULL,
	"user_id" text NOT NULL,
	"task_id" text NOT NULL,
	"reason" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "flow_viewers_corp_id_user_id_task_id_pk" PRIMARY KEY("corp_id","user_id","task_id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "access_requests_by_flow" ON "access_requests" USING btree ("corp_id","task_id","user_id");--> statement-breakpoint
CREATE INDEX "access_requests_by_person" ON "access_requests" USING btree ("corp_id","user_id","asked_at");--> statement-breakpoint
CREATE INDEX "access_requests_by_change" ON "access_requests" USING btree ("changed_at");