CREATE SEQUENCE "public"."reading_order" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE TABLE "authorisation_pages" (
	"task_id" text PRIMARY KEY NOT NULL,
	"corp_id" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ended_sessions" (
	"session_id" text PRIMARY KEY NOT NULL,
	"until" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "flow_documents" (
	"corp_id" text NOT NULL,
	"task_id" text NOT NULL,
	"status" text NOT NULL,
	"files" jsonb NOT NULL,
	CONSTRAINT "flow_documents_corp_id_task_id_pk" PRIMARY KEY("corp_id","task_id")
);
--> statement-breakpoint
CREATE TABLE "flow_people" (
	"corp_id" text NOT NULL,
	"task_id" text NOT NULL,
	"position" integer NOT NULL,
	"role" text NOT NULL,
	"user_id" text,
	"account" text,
	"name" text,
	"organization" text,
	"remark" text,
	"sign_order" integer,
	"requirement" text,
	"is_waited_for" boolean NOT NULL,
	CONSTRAINT "flow_people_corp_id_task_id_position_pk" PRIMARY KEY("corp_id","task_id","position")
);
--> statement-breakpoint
CREATE TABLE "flow_stages" (
	"corp_id" text NOT NULL,
	"task_id" text NOT NULL,
	"finished" jsonb NOT NULL,
	CONSTRAINT "flow_stages_corp_id_task_id_pk" PRIMARY KEY("corp_id","task_id")
);
--> statement-breakpoint
CREATE TABLE "flow_views" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "flow_views_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"corp_id" text NOT NULL,
	"kind" text DEFAULT 'flow-opened' NOT NULL,
	"task_id" text,
	"detail" text,
	"user_id" text NOT NULL,
	"name" text NOT NULL,
	"at" bigint NOT NULL,
	"by_link" boolean DEFAULT false NOT NULL
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
	"signed" jsonb,
	"last_log_at" bigint,
	"created_at" bigint,
	"first_seen_at" bigint NOT NULL,
	"confirmed_at" bigint,
	"reading_order" bigint,
	"started_here" boolean NOT NULL,
	"registered_at" bigint,
	"reference" text,
	"start_page" text,
	"start_files" jsonb,
	"is_planned" boolean DEFAULT false NOT NULL,
	"turns_by" text,
	"generation" text NOT NULL,
	"search_text" text NOT NULL,
	CONSTRAINT "flows_corp_id_task_id_pk" PRIMARY KEY("corp_id","task_id")
);
--> statement-breakpoint
CREATE TABLE "margin_readings" (
	"corp_id" text NOT NULL,
	"hour" integer NOT NULL,
	"contracts_left" bigint NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "margin_readings_corp_id_hour_pk" PRIMARY KEY("corp_id","hour")
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
CREATE TABLE "seal_approvals" (
	"corp_id" text NOT NULL,
	"instance_id" text NOT NULL,
	"title" text NOT NULL,
	"sponsor" text NOT NULL,
	"started_at" bigint NOT NULL,
	"url" text NOT NULL,
	"task_id" text,
	"approvers" jsonb,
	"asked_at_step" jsonb,
	CONSTRAINT "seal_approvals_corp_id_instance_id_pk" PRIMARY KEY("corp_id","instance_id")
);
--> statement-breakpoint
CREATE TABLE "spent_sign_ins" (
	"id" text PRIMARY KEY NOT NULL,
	"until" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "start_attempts" (
	"corp_id" text NOT NULL,
	"user_id" text NOT NULL,
	"key" text NOT NULL,
	"digest" text NOT NULL,
	"state" text NOT NULL,
	"answer" jsonb,
	"started_at" bigint NOT NULL,
	CONSTRAINT "start_attempts_corp_id_user_id_key_pk" PRIMARY KEY("corp_id","user_id","key")
);
--> statement-breakpoint
CREATE TABLE "uploaded_files" (
	"corp_id" text NOT NULL,
	"file_id" text NOT NULL,
	"user_id" text NOT NULL,
	"at" bigint NOT NULL,
	"task_id" text,
	CONSTRAINT "uploaded_files_corp_id_file_id_pk" PRIMARY KEY("corp_id","file_id")
);
--> statement-breakpoint
CREATE TABLE "access_requests" (
	"id" text PRIMARY KEY NOT NULL,
	"corp_id" text NOT NULL,
	"task_id" text NOT NULL,
	"user_id" text NOT NULL,
	"name" text NOT NULL,
	"state" text NOT NULL,
	"asked_at" bigint NOT NULL,
	"changed_at" bigint NOT NULL,
	"decided_by" text,
	"is_for_admins" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "flow_grants" (
	"corp_id" text NOT NULL,
	"user_id" text NOT NULL,
	"task_id" text NOT NULL,
	"until" bigint NOT NULL,
	CONSTRAINT "flow_grants_corp_id_user_id_task_id_pk" PRIMARY KEY("corp_id","user_id","task_id")
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
CREATE TABLE "assistant_keys" (
	"corp_id" text PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"created_by" text NOT NULL,
	"proof_hash" text NOT NULL,
	"created_at" bigint NOT NULL,
	"proved_at" bigint,
	"failure" text,
	"failed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "assistant_tokens" (
	"id" text PRIMARY KEY NOT NULL,
	"corp_id" text NOT NULL,
	"user_id" text NOT NULL,
	"user_name" text NOT NULL,
	"name" text NOT NULL,
	"hash" text NOT NULL,
	"may_remind" boolean NOT NULL,
	"created_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"used_at" bigint
);
--> statement-breakpoint
CREATE TABLE "proposals" (
	"id" text PRIMARY KEY NOT NULL,
	"corp_id" text NOT NULL,
	"task_id" text NOT NULL,
	"user_id" text NOT NULL,
	"assistant" text NOT NULL,
	"state" text NOT NULL,
	"asked_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "instances" (
	"id" text PRIMARY KEY NOT NULL,
	"calls" integer NOT NULL,
	"until" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "corp_settings" (
	"corp_id" text PRIMARY KEY NOT NULL,
	"time_zone" text
);
--> statement-breakpoint
CREATE TABLE "corp_tokens" (
	"name" text PRIMARY KEY NOT NULL,
	"sealed" text,
	"expires_at" bigint NOT NULL,
	"fetch_until" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "corps" (
	"corp_id" text PRIMARY KEY NOT NULL,
	"name" text,
	"agent_id" text,
	"admins" jsonb NOT NULL,
	"told_at" bigint NOT NULL,
	"is_authorised" boolean NOT NULL,
	"authorised_at" bigint NOT NULL,
	"is_enabled" boolean NOT NULL,
	"enabled_at" bigint NOT NULL,
	"state" text GENERATED ALWAYS AS (case when not is_authorised then 'relieved'
          when not is_enabled then 'stopped' else 'active' end) STORED NOT NULL,
	"sessions_from" bigint DEFAULT 0 NOT NULL,
	"purchases" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"purchase_changes" integer DEFAULT 0 NOT NULL,
	"bought_item" text,
	"bought_until" bigint,
	"bought_at" bigint NOT NULL,
	"time_put_back" bigint DEFAULT 0 NOT NULL,
	"since" bigint NOT NULL,
	"last_event" text,
	"last_event_at" bigint,
	"last_seen_at" bigint,
	"asked_at" bigint NOT NULL,
	"install" text,
	"authorisation" text,
	"real_name" text,
	"is_initialised" boolean,
	"contracts_left" bigint,
	"days_left" integer,
	"are_contracts_low" boolean,
	"checked_at" bigint,
	"missing_scopes" jsonb NOT NULL,
	"troubles" text[] GENERATED ALWAYS AS (array_remove(array[
          case when install = 'not-installed' then 'not-installed' end,
          case when authorisation = 'not-authorised' then 'not-authorised' end,
          case when real_name = 'not-verified' then 'not-verified' end,
          case when not is_initialised then 'not-initialised' end,
          case when missing_scopes <> '[]'::jsonb then 'permissions-missing' end,
          case when are_contracts_low then 'contracts-low' end
        ]::text[], null)) STORED NOT NULL,
	"grams" text[] NOT NULL,
	"data_deleted_at" bigint
);
--> statement-breakpoint
CREATE TABLE "event_lines" (
	"slot" integer PRIMARY KEY NOT NULL,
	"instance" text NOT NULL,
	"until" bigint NOT NULL,
	"state" text NOT NULL,
	"since" bigint NOT NULL,
	"last_frame_at" bigint
);
--> statement-breakpoint
CREATE TABLE "event_watch" (
	"name" text PRIMARY KEY NOT NULL,
	"received_until" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "orders_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"corp_id" text NOT NULL,
	"order_id" text NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"quantity" integer NOT NULL,
	"item_code" text,
	"item_name" text,
	"paid_fen" bigint,
	"valid_from" bigint,
	"valid_until" bigint,
	"esign_order_id" text,
	"user_id" text NOT NULL,
	"name" text NOT NULL,
	"ordered_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "refused_calls" (
	"corp_id" text NOT NULL,
	"code" text NOT NULL,
	"day" integer NOT NULL,
	"calls" integer NOT NULL,
	"last_at" bigint NOT NULL,
	CONSTRAINT "refused_calls_corp_id_code_day_pk" PRIMARY KEY("corp_id","code","day")
);
--> statement-breakpoint
CREATE TABLE "suite_tickets" (
	"suite_key" text PRIMARY KEY NOT NULL,
	"ticket" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "jobs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"corp_id" text NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"user_id" text,
	"task_id" text,
	"queue" text,
	"payload" jsonb,
	"state" text NOT NULL,
	"reason" text,
	"detail" text,
	"result" jsonb,
	"tries" integer DEFAULT 0 NOT NULL,
	"puts" integer DEFAULT 1 NOT NULL,
	"put_at" bigint NOT NULL,
	"due_at" bigint NOT NULL,
	"expires_at" bigint,
	"claim" text,
	"claimed_until" bigint,
	"settled_at" bigint
);
--> statement-breakpoint
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
CREATE TABLE "field_numbers" (
	"hour" bigint NOT NULL,
	"measure" text NOT NULL,
	"count" bigint NOT NULL,
	"good" bigint NOT NULL,
	"sum" double precision NOT NULL,
	CONSTRAINT "field_numbers_hour_measure_pk" PRIMARY KEY("hour","measure")
);
--> statement-breakpoint
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
	"resent_at" bigint,
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
ALTER TABLE "flow_documents" ADD CONSTRAINT "flow_documents_corp_id_task_id_flows_corp_id_task_id_fk" FOREIGN KEY ("corp_id","task_id") REFERENCES "public"."flows"("corp_id","task_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flow_people" ADD CONSTRAINT "flow_people_corp_id_task_id_flows_corp_id_task_id_fk" FOREIGN KEY ("corp_id","task_id") REFERENCES "public"."flows"("corp_id","task_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flow_stages" ADD CONSTRAINT "flow_stages_corp_id_task_id_flows_corp_id_task_id_fk" FOREIGN KEY ("corp_id","task_id") REFERENCES "public"."flows"("corp_id","task_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "urges" ADD CONSTRAINT "urges_corp_id_task_id_flows_corp_id_task_id_fk" FOREIGN KEY ("corp_id","task_id") REFERENCES "public"."flows"("corp_id","task_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auto_reminders" ADD CONSTRAINT "auto_reminders_corp_id_task_id_flows_corp_id_task_id_fk" FOREIGN KEY ("corp_id","task_id") REFERENCES "public"."flows"("corp_id","task_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sweeps" ADD CONSTRAINT "sweeps_corp_id_task_id_flows_corp_id_task_id_fk" FOREIGN KEY ("corp_id","task_id") REFERENCES "public"."flows"("corp_id","task_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_webhook_id_webhooks_id_fk" FOREIGN KEY ("webhook_id") REFERENCES "public"."webhooks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "authorisation_pages_by_age" ON "authorisation_pages" USING btree ("at");--> statement-breakpoint
CREATE INDEX "flow_people_by_user" ON "flow_people" USING btree ("corp_id","user_id","task_id");--> statement-breakpoint
CREATE INDEX "flow_people_waited_for" ON "flow_people" USING btree ("corp_id","user_id","task_id") WHERE is_waited_for;--> statement-breakpoint
CREATE INDEX "flow_views_by_corp" ON "flow_views" USING btree ("corp_id","id");--> statement-breakpoint
CREATE INDEX "flow_views_by_task" ON "flow_views" USING btree ("corp_id","task_id","id");--> statement-breakpoint
CREATE INDEX "flow_views_by_user" ON "flow_views" USING btree ("corp_id","user_id","task_id","id");--> statement-breakpoint
CREATE INDEX "flows_by_recency" ON "flows" USING btree ("corp_id","first_seen_at","task_id");--> statement-breakpoint
CREATE INDEX "flows_by_status" ON "flows" USING btree ("corp_id","status","first_seen_at","task_id");--> statement-breakpoint
CREATE INDEX "flows_by_initiator" ON "flows" USING btree ("corp_id","initiator_user_id","first_seen_at","task_id");--> statement-breakpoint
CREATE INDEX "flows_by_task" ON "flows" USING btree ("task_id");--> statement-breakpoint
CREATE UNIQUE INDEX "flows_by_reference" ON "flows" USING btree ("reference");--> statement-breakpoint
CREATE INDEX "urges_by_task" ON "urges" USING btree ("corp_id","task_id","at");--> statement-breakpoint
CREATE INDEX "urges_by_time" ON "urges" USING btree ("corp_id","at");--> statement-breakpoint
CREATE INDEX "seal_approvals_by_task" ON "seal_approvals" USING btree ("corp_id","task_id");--> statement-breakpoint
CREATE INDEX "seal_approvals_like" ON "seal_approvals" USING btree ("corp_id","title","started_at");--> statement-breakpoint
CREATE INDEX "start_attempts_by_age" ON "start_attempts" USING btree ("started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "access_requests_by_flow" ON "access_requests" USING btree ("corp_id","task_id","user_id");--> statement-breakpoint
CREATE INDEX "access_requests_by_person" ON "access_requests" USING btree ("corp_id","user_id","asked_at");--> statement-breakpoint
CREATE INDEX "access_requests_by_change" ON "access_requests" USING btree ("changed_at");--> statement-breakpoint
CREATE INDEX "flow_grants_by_end" ON "flow_grants" USING btree ("until");--> statement-breakpoint
CREATE UNIQUE INDEX "assistant_keys_by_hash" ON "assistant_keys" USING btree ("hash");--> statement-breakpoint
CREATE UNIQUE INDEX "assistant_tokens_by_hash" ON "assistant_tokens" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "assistant_tokens_by_person" ON "assistant_tokens" USING btree ("corp_id","user_id","created_at");--> statement-breakpoint
CREATE INDEX "assistant_tokens_by_end" ON "assistant_tokens" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "proposals_by_person" ON "proposals" USING btree ("corp_id","user_id","asked_at");--> statement-breakpoint
CREATE INDEX "proposals_by_age" ON "proposals" USING btree ("asked_at");--> statement-breakpoint
CREATE INDEX "corps_by_age" ON "corps" USING btree ("since","corp_id");--> statement-breakpoint
CREATE INDEX "corps_by_state" ON "corps" USING btree ("state","since","corp_id");--> statement-breakpoint
CREATE INDEX "corps_by_end" ON "corps" USING btree ("bought_until","corp_id");--> statement-breakpoint
CREATE INDEX "corps_in_trouble" ON "corps" USING btree ("since","corp_id") WHERE troubles <> '{}';--> statement-breakpoint
CREATE INDEX "corps_by_id" ON "corps" USING btree ("corp_id" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "corps_by_grams" ON "corps" USING gin ("grams");--> statement-breakpoint
CREATE UNIQUE INDEX "orders_by_order_id" ON "orders" USING btree ("corp_id","order_id");--> statement-breakpoint
CREATE INDEX "orders_by_corp" ON "orders" USING btree ("corp_id","id");--> statement-breakpoint
CREATE INDEX "refused_calls_by_day" ON "refused_calls" USING btree ("day");--> statement-breakpoint
CREATE UNIQUE INDEX "jobs_by_key" ON "jobs" USING btree ("corp_id","key");--> statement-breakpoint
CREATE INDEX "jobs_due" ON "jobs" USING btree ("due_at","id") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "jobs_calling" ON "jobs" USING btree ("claimed_until") WHERE state = 'calling';--> statement-breakpoint
CREATE INDEX "jobs_queues" ON "jobs" USING btree ("corp_id","queue","id") WHERE state in ('waiting', 'calling');--> statement-breakpoint
CREATE INDEX "jobs_by_flow" ON "jobs" USING btree ("corp_id","task_id","kind");--> statement-breakpoint
CREATE INDEX "jobs_by_person" ON "jobs" USING btree ("corp_id","user_id","kind","settled_at");--> statement-breakpoint
CREATE INDEX "jobs_of_events" ON "jobs" USING btree ("put_at") WHERE kind = 'event';--> statement-breakpoint
CREATE INDEX "jobs_of_robot" ON "jobs" USING btree ("corp_id","put_at") WHERE kind = 'robot-message';--> statement-breakpoint
CREATE INDEX "jobs_settled" ON "jobs" USING btree ("settled_at") WHERE settled_at is not null;--> statement-breakpoint
CREATE INDEX "sweeps_due" ON "sweeps" USING btree ("next_at");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_by_webhook" ON "webhook_deliveries" USING btree ("webhook_id","created_at","seq","id");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_waiting" ON "webhook_deliveries" USING btree ("webhook_id","task_id","seq") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "webhook_deliveries_by_age" ON "webhook_deliveries" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "webhooks_by_corp" ON "webhooks" USING btree ("corp_id","created_at");