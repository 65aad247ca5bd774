CREATE TABLE "auto_reminders" (
	"corp_id" text NOT NULL,
	"task_id" text NOT NULL,
	"every" text NOT NULL,
	"user_id" text NOT NULL,
	"name" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "auto_reminders_corp_id_task_id_pk" PRIMARY KEY("corp_id","task_id")
);
--> statement-breakpoint
CREATE TABLE "flow_follows" (
	"corp_id" text NOT NULL,
	"task_id" text NOT NULL,
	"user_id" text NOT NULL,
	"state" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "flow_follows_corp_id_task_id_user_id_pk" PRIMARY KEY("corp_id","task_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "news_preferences" (
	"corp_id" text NOT NULL,
	"user_id" text NOT NULL,
	"refused" boolean NOT NULL,
	"completed" boolean NOT NULL,
	"deadline" boolean NOT NULL,
	"stuck" boolean NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "news_preferences_corp_id_user_id_pk" PRIMARY KEY("corp_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"corp_id" text NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"user_id" text,
	"task_id" text,
	"lane" text,
	"payload" jsonb,
	"state" text NOT NULL,
	"reason" text,
	"detail" text,
	"result" jsonb,
	"tries" integer DEFAULT 0 NOT NULL,
	"put_at" bigint NOT NULL,
	"due_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"claim" text,
	"claimed_until" bigint,
	"settled_at" bigint
);
--> statement-breakpoint
ALTER TABLE "flows" ADD COLUMN "is_planned" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "auto_reminders" ADD CONSTRAINT "auto_reminders_corp_id_task_id_flows_corp_id_task_id_fk" FOREIGN KEY ("corp_id","task_id") REFERENCES "public"."flows"("corp_id","task_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_by_key" ON "outbox" USING btree ("corp_id","key");--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("due_at","id") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "outbox_calling" ON "outbox" USING btree ("claimed_until") WHERE state = 'calling';--> statement-breakpoint
CREATE INDEX "outbox_lanes" ON "outbox" USING btree ("corp_id","lane","id") WHERE state in ('waiting', 'calling');--> statement-breakpoint
CREATE INDEX "outbox_by_flow" ON "outbox" USING btree ("corp_id","task_id","kind");--> statement-breakpoint
CREATE INDEX "outbox_by_person" ON "outbox" USING btree ("corp_id","user_id","kind","settled_at");--> statement-breakpoint
CREATE INDEX "outbox_settled" ON "outbox" USING btree ("settled_at") WHERE settled_at is not null;