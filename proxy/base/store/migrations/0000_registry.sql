CREATE TABLE "flow_people" (
	"corp_id" text NOT NULL,
	"task_id" text NOT NULL,
	"position" integer NOT NULL,
	"role" text NOT NULL,
	"user_id" text,
	"account" text,
	"name" text,
	"sign_order" integer,
	"requirement" text,
	"is_waited_for" boolean NOT NULL,
	CONSTRAINT "flow_people_corp_id_task_id_position_pk" PRIMARY KEY("corp_id","task_id","position")
);
--> statement-breakpoint
CREATE TABLE "flow_views" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "flow_views_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"corp_id" text NOT NULL,
	"task_id" text NOT NULL,
	"user_id" text NOT NULL,
	"name" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "flows" (
	"corp_id" text NOT NULL,
	"task_id" text NOT NULL,
	"title" text,
	"status" text NOT NULL,
	"status_code" jsonb,
	"initiator_name" text,
	"initiator_organization" text,
	"initiator_user_id" text,
	"deadline" bigint,
	"next_step" jsonb,
	"created_at" bigint,
	"first_seen_at" bigint NOT NULL,
	"confirmed_at" bigint,
	"started_here" boolean NOT NULL,
	"generation" text NOT NULL,
	"search_text" text NOT NULL,
	CONSTRAINT "flows_corp_id_task_id_pk" PRIMARY KEY("corp_id","task_id")
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "notices_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"task_id" text NOT NULL,
	"action" text NOT NULL,
	"status" text NOT NULL,
	"arrivals" integer NOT NULL,
	"received_at" bigint NOT NULL,
	"processed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "urges" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "urges_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"corp_id" text NOT NULL,
	"task_id" text NOT NULL,
	"user_id" text NOT NULL,
	"name" text NOT NULL,
	"recipients" jsonb NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "flow_people" ADD CONSTRAINT "flow_people_corp_id_task_id_flows_corp_id_task_id_fk" FOREIGN KEY ("corp_id","task_id") REFERENCES "public"."flows"("corp_id","task_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "urges" ADD CONSTRAINT "urges_corp_id_task_id_flows_corp_id_task_id_fk" FOREIGN KEY ("corp_id","task_id") REFERENCES "public"."flows"("corp_id","task_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "flow_people_by_user" ON "flow_people" USING btree ("corp_id","user_id","task_id");--> statement-breakpoint
CREATE INDEX "flow_people_waited_for" ON "flow_people" USING btree ("corp_id","user_id","task_id") WHERE is_waited_for;--> statement-breakpoint
CREATE INDEX "flow_views_by_corp" ON "flow_views" USING btree ("corp_id","id");--> statement-breakpoint
CREATE INDEX "flow_views_by_task" ON "flow_views" USING btree ("corp_id","task_id","id");--> statement-breakpoint
CREATE INDEX "flow_views_by_user" ON "flow_views" USING btree ("corp_id","user_id","task_id","id");--> statement-breakpoint
CREATE INDEX "flows_by_recency" ON "flows" USING btree ("corp_id","first_seen_at","task_id");--> statement-breakpoint
CREATE INDEX "flows_by_status" ON "flows" USING btree ("corp_id","status","first_seen_at","task_id");--> statement-breakpoint
CREATE INDEX "flows_by_initiator" ON "flows" USING btree ("corp_id","initiator_user_id","first_seen_at","task_id");--> statement-breakpoint
CREATE INDEX "flows_by_task" ON "flows" USING btree ("task_id");--> statement-breakpoint
CREATE UNIQUE INDEX "notices_unprocessed" ON "notices" USING btree ("task_id","action","status") WHERE processed_at is null;--> statement-breakpoint
CREATE INDEX "urges_by_task" ON "urges" USING btree ("corp_id","task_id","at");