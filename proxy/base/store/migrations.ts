// Written by "npm run db:generate" from ./migrations; do not edit.
import type { Migration } from './migrate.ts'

export const migrations: readonly Migration[] = [
  {
    name: '0000_registry',
    statements: [
      'CREATE TABLE "flow_people" (\n\t"corp_id" text NOT NULL,\n\t"task_id" text NOT NULL,\n\t"position" integer NOT NULL,\n\t"role" text NOT NULL,\n\t"user_id" text,\n\t"account" text,\n\t"name" text,\n\t"sign_order" integer,\n\t"requirement" text,\n\t"is_waited_for" boolean NOT NULL,\n\tCONSTRAINT "flow_people_corp_id_task_id_position_pk" PRIMARY KEY("corp_id","task_id","position")\n);',
      'CREATE TABLE "flow_views" (\n\t"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "flow_views_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),\n\t"corp_id" text NOT NULL,\n\t"task_id" text NOT NULL,\n\t"user_id" text NOT NULL,\n\t"name" text NOT NULL,\n\t"at" bigint NOT NULL\n);',
      'CREATE TABLE "flows" (\n\t"corp_id" text NOT NULL,\n\t"task_id" text NOT NULL,\n\t"title" text,\n\t"status" text NOT NULL,\n\t"status_code" jsonb,\n\t"initiator_name" text,\n\t"initiator_organization" text,\n\t"initiator_user_id" text,\n\t"deadline" bigint,\n\t"next_step" jsonb,\n\t"created_at" bigint,\n\t"first_seen_at" bigint NOT NULL,\n\t"confirmed_at" bigint,\n\t"started_here" boolean NOT NULL,\n\t"generation" text NOT NULL,\n\t"search_text" text NOT NULL,\n\tCONSTRAINT "flows_corp_id_task_id_pk" PRIMARY KEY("corp_id","task_id")\n);',
      'CREATE TABLE "notices" (\n\t"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "notices_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),\n\t"task_id" text NOT NULL,\n\t"action" text NOT NULL,\n\t"status" text NOT NULL,\n\t"arrivals" integer NOT NULL,\n\t"received_at" bigint NOT NULL,\n\t"processed_at" bigint\n);',
      'CREATE TABLE "urges" (\n\t"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "urges_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),\n\t"corp_id" text NOT NULL,\n\t"task_id" text NOT NULL,\n\t"user_id" text NOT NULL,\n\t"name" text NOT NULL,\n\t"recipients" jsonb NOT NULL,\n\t"at" bigint NOT NULL\n);',
      'ALTER TABLE "flow_people" ADD CONSTRAINT "flow_people_corp_id_task_id_flows_corp_id_task_id_fk" FOREIGN KEY ("corp_id","task_id") REFERENCES "public"."flows"("corp_id","task_id") ON DELETE cascade ON UPDATE no action;',
      'ALTER TABLE "urges" ADD CONSTRAINT "urges_corp_id_task_id_flows_corp_id_task_id_fk" FOREIGN KEY ("corp_id","task_id") REFERENCES "public"."flows"("corp_id","task_id") ON DELETE cascade ON UPDATE no action;',
      'CREATE INDEX "flow_people_by_user" ON "flow_people" USING btree ("corp_id","user_id","task_id");',
      'CREATE INDEX "flow_people_waited_for" ON "flow_people" USING btree ("corp_id","user_id","task_id") WHERE is_waited_for;',
      'CREATE INDEX "flow_views_by_corp" ON "flow_views" USING btree ("corp_id","id");',
      'CREATE INDEX "flow_views_by_task" ON "flow_views" USING btree ("corp_id","task_id","id");',
      'CREATE INDEX "flow_views_by_user" ON "flow_views" USING btree ("corp_id","user_id","task_id","id");',
      'CREATE INDEX "flows_by_recency" ON "flows" USING btree ("corp_id","first_seen_at","task_id");',
      'CREATE INDEX "flows_by_status" ON "flows" USING btree ("corp_id","status","first_seen_at","task_id");',
      'CREATE INDEX "flows_by_initiator" ON "flows" USING btree ("corp_id","initiator_user_id","first_seen_at","task_id");',
      'CREATE INDEX "flows_by_task" ON "flows" USING btree ("task_id");',
      'CREATE UNIQUE INDEX "notices_unprocessed" ON "notices" USING btree ("task_id","action","status") WHERE processed_at is null;',
      'CREATE INDEX "urges_by_task" ON "urges" USING btree ("corp_id","task_id","at");',
    ],
  },
  {
    name: '0001_suite_tickets',
    statements: [
      'CREATE TABLE "suite_tickets" (\n\t"suite_key" text PRIMARY KEY NOT NULL,\n\t"ticket" text NOT NULL,\n\t"at" bigint NOT NULL\n);',
    ],
  },
  {
    name: '0002_starts_margins_orders',
    statements: [
      'CREATE TABLE "margin_readings" (\n\t"corp_id" text NOT NULL,\n\t"hour" integer NOT NULL,\n\t"contracts_left" bigint NOT NULL,\n\t"at" bigint NOT NULL,\n\tCONSTRAINT "margin_readings_corp_id_hour_pk" PRIMARY KEY("corp_id","hour")\n);',
      'CREATE TABLE "orders" (\n\t"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "orders_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),\n\t"corp_id" text NOT NULL,\n\t"order_id" text NOT NULL,\n\t"kind" text NOT NULL,\n\t"state" text NOT NULL,\n\t"quantity" integer NOT NULL,\n\t"item_code" text,\n\t"item_name" text,\n\t"paid_fen" bigint,\n\t"valid_from" bigint,\n\t"valid_until" bigint,\n\t"esign_order_id" text,\n\t"user_id" text NOT NULL,\n\t"name" text NOT NULL,\n\t"ordered_at" bigint NOT NULL\n);',
      'CREATE TABLE "start_attempts" (\n\t"corp_id" text NOT NULL,\n\t"user_id" text NOT NULL,\n\t"key" text NOT NULL,\n\t"digest" text NOT NULL,\n\t"state" text NOT NULL,\n\t"answer" jsonb,\n\t"started_at" bigint NOT NULL,\n\tCONSTRAINT "start_attempts_corp_id_user_id_key_pk" PRIMARY KEY("corp_id","user_id","key")\n);',
      'CREATE UNIQUE INDEX "orders_by_order_id" ON "orders" USING btree ("corp_id","order_id");',
      'CREATE INDEX "orders_by_corp" ON "orders" USING btree ("corp_id","id");',
      'CREATE INDEX "start_attempts_by_age" ON "start_attempts" USING btree ("started_at");',
    ],
  },
  {
    name: '0003_flow_grants',
    statements: [
      'CREATE TABLE "flow_grants" (\n\t"corp_id" text NOT NULL,\n\t"user_id" text NOT NULL,\n\t"task_id" text NOT NULL,\n\t"until" bigint NOT NULL,\n\tCONSTRAINT "flow_grants_corp_id_user_id_task_id_pk" PRIMARY KEY("corp_id","user_id","task_id")\n);',
      'ALTER TABLE "flow_views" ADD COLUMN "by_link" boolean DEFAULT false NOT NULL;',
    ],
  },
  {
    name: '0004_flow_stages',
    statements: [
      'CREATE TABLE "flow_stages" (\n\t"corp_id" text NOT NULL,\n\t"task_id" text NOT NULL,\n\t"finished" jsonb NOT NULL,\n\tCONSTRAINT "flow_stages_corp_id_task_id_pk" PRIMARY KEY("corp_id","task_id")\n);',
      'ALTER TABLE "flow_stages" ADD CONSTRAINT "flow_stages_corp_id_task_id_flows_corp_id_task_id_fk" FOREIGN KEY ("corp_id","task_id") REFERENCES "public"."flows"("corp_id","task_id") ON DELETE cascade ON UPDATE no action;',
    ],
  },
  {
    name: '0005_margin_looks',
    statements: [
      'CREATE TABLE "margin_looks" (\n\t"corp_id" text PRIMARY KEY NOT NULL,\n\t"day" integer NOT NULL\n);',
    ],
  },
  {
    name: '0006_flow_references',
    statements: [
      'ALTER TABLE "flows" ADD COLUMN "reference" text;',
      'CREATE UNIQUE INDEX "flows_by_reference" ON "flows" USING btree ("reference");',
    ],
  },
  {
    name: '0007_uploads_and_ended_sessions',
    statements: [
      'CREATE TABLE "ended_sessions" (\n\t"session_id" text PRIMARY KEY NOT NULL,\n\t"until" bigint NOT NULL\n);',
      'CREATE TABLE "uploaded_files" (\n\t"corp_id" text NOT NULL,\n\t"file_id" text NOT NULL,\n\t"user_id" text NOT NULL,\n\t"at" bigint NOT NULL,\n\t"task_id" text,\n\tCONSTRAINT "uploaded_files_corp_id_file_id_pk" PRIMARY KEY("corp_id","file_id")\n);',
    ],
  },
  {
    name: '0008_reading_order_and_audit_kinds',
    statements: [
      'CREATE SEQUENCE "public"."reading_order" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;',
      'CREATE TABLE "clearings" (\n\t"name" text PRIMARY KEY NOT NULL,\n\t"at" bigint NOT NULL\n);',
      'ALTER TABLE "flow_views" ALTER COLUMN "task_id" DROP NOT NULL;',
      'ALTER TABLE "flow_views" ADD COLUMN "kind" text DEFAULT \'flow-opened\' NOT NULL;',
      'ALTER TABLE "flow_views" ADD COLUMN "detail" text;',
      'ALTER TABLE "flows" ADD COLUMN "reading_order" bigint;',
      'CREATE INDEX "flow_grants_by_end" ON "flow_grants" USING btree ("until");',
      'CREATE INDEX "notices_processed" ON "notices" USING btree ("processed_at") WHERE processed_at is not null;',
    ],
  },
  {
    name: '0009_authorisation_pages',
    statements: [
      'CREATE TABLE "authorisation_pages" (\n\t"task_id" text PRIMARY KEY NOT NULL,\n\t"corp_id" text NOT NULL,\n\t"at" bigint NOT NULL\n);',
      'CREATE INDEX "authorisation_pages_by_age" ON "authorisation_pages" USING btree ("at");',
    ],
  },
  {
    name: '0010_registered_at',
    statements: ['ALTER TABLE "flows" ADD COLUMN "registered_at" bigint;'],
  },
  {
    name: '0011_access_requests',
    statements: [
      'CREATE TABLE "access_requests" (\n\t"id" text PRIMARY KEY NOT NULL,\n\t"corp_id" text NOT NULL,\n\t"task_id" text NOT NULL,\n\t"user_id" text NOT NULL,\n\t"name" text NOT NULL,\n\t"state" text NOT NULL,\n\t"asked_at" bigint NOT NULL,\n\t"changed_at" bigint NOT NULL,\n\t"decided_by" text\n);',
      'CREATE TABLE "flow_viewers" (\n\t"corp_id" text NOT NULL,\n\t"user_id" text NOT NULL,\n\t"task_id" text NOT NULL,\n\t"reason" text NOT NULL,\n\t"at" bigint NOT NULL,\n\tCONSTRAINT "flow_viewers_corp_id_user_id_task_id_pk" PRIMARY KEY("corp_id","user_id","task_id")\n);',
      'CREATE UNIQUE INDEX "access_requests_by_flow" ON "access_requests" USING btree ("corp_id","task_id","user_id");',
      'CREATE INDEX "access_requests_by_person" ON "access_requests" USING btree ("corp_id","user_id","asked_at");',
      'CREATE INDEX "access_requests_by_change" ON "access_requests" USING btree ("changed_at");',
    ],
  },
  {
    name: '0012_call_leases',
    statements: [
      'CREATE TABLE "call_leases" (\n\t"lane" text NOT NULL,\n\t"instance" text NOT NULL,\n\t"calls" integer NOT NULL,\n\t"until" bigint NOT NULL,\n\t"peak" integer NOT NULL,\n\t"peak_until" bigint NOT NULL,\n\tCONSTRAINT "call_leases_lane_instance_pk" PRIMARY KEY("lane","instance")\n);',
    ],
  },
  {
    name: '0013_outbox',
    statements: [
      'CREATE TABLE "auto_reminders" (\n\t"corp_id" text NOT NULL,\n\t"task_id" text NOT NULL,\n\t"every" text NOT NULL,\n\t"user_id" text NOT NULL,\n\t"name" text NOT NULL,\n\t"at" bigint NOT NULL,\n\tCONSTRAINT "auto_reminders_corp_id_task_id_pk" PRIMARY KEY("corp_id","task_id")\n);',
      'CREATE TABLE "flow_follows" (\n\t"corp_id" text NOT NULL,\n\t"task_id" text NOT NULL,\n\t"user_id" text NOT NULL,\n\t"state" text NOT NULL,\n\t"at" bigint NOT NULL,\n\tCONSTRAINT "flow_follows_corp_id_task_id_user_id_pk" PRIMARY KEY("corp_id","task_id","user_id")\n);',
      'CREATE TABLE "news_preferences" (\n\t"corp_id" text NOT NULL,\n\t"user_id" text NOT NULL,\n\t"refused" boolean NOT NULL,\n\t"completed" boolean NOT NULL,\n\t"deadline" boolean NOT NULL,\n\t"stuck" boolean NOT NULL,\n\t"at" bigint NOT NULL,\n\tCONSTRAINT "news_preferences_corp_id_user_id_pk" PRIMARY KEY("corp_id","user_id")\n);',
      'CREATE TABLE "outbox" (\n\t"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),\n\t"corp_id" text NOT NULL,\n\t"kind" text NOT NULL,\n\t"key" text NOT NULL,\n\t"user_id" text,\n\t"task_id" text,\n\t"lane" text,\n\t"payload" jsonb,\n\t"state" text NOT NULL,\n\t"reason" text,\n\t"detail" text,\n\t"result" jsonb,\n\t"tries" integer DEFAULT 0 NOT NULL,\n\t"put_at" bigint NOT NULL,\n\t"due_at" bigint NOT NULL,\n\t"expires_at" bigint NOT NULL,\n\t"claim" text,\n\t"claimed_until" bigint,\n\t"settled_at" bigint\n);',
      'ALTER TABLE "flows" ADD COLUMN "is_planned" boolean DEFAULT false NOT NULL;',
      'ALTER TABLE "auto_reminders" ADD CONSTRAINT "auto_reminders_corp_id_task_id_flows_corp_id_task_id_fk" FOREIGN KEY ("corp_id","task_id") REFERENCES "public"."flows"("corp_id","task_id") ON DELETE cascade ON UPDATE no action;',
      'CREATE UNIQUE INDEX "outbox_by_key" ON "outbox" USING btree ("corp_id","key");',
      'CREATE INDEX "outbox_due" ON "outbox" USING btree ("due_at","id") WHERE state = \'waiting\';',
      'CREATE INDEX "outbox_calling" ON "outbox" USING btree ("claimed_until") WHERE state = \'calling\';',
      'CREATE INDEX "outbox_lanes" ON "outbox" USING btree ("corp_id","lane","id") WHERE state in (\'waiting\', \'calling\');',
      'CREATE INDEX "outbox_by_flow" ON "outbox" USING btree ("corp_id","task_id","kind");',
      'CREATE INDEX "outbox_by_person" ON "outbox" USING btree ("corp_id","user_id","kind","settled_at");',
      'CREATE INDEX "outbox_settled" ON "outbox" USING btree ("settled_at") WHERE settled_at is not null;',
    ],
  },
  {
    name: '0014_corps',
    statements: [
      'CREATE TABLE "corp_tokens" (\n\t"name" text PRIMARY KEY NOT NULL,\n\t"sealed" text,\n\t"expires_at" bigint NOT NULL,\n\t"fetch_until" bigint NOT NULL\n);',
      'CREATE TABLE "corps" (\n\t"corp_id" text PRIMARY KEY NOT NULL,\n\t"name" text,\n\t"agent_id" text,\n\t"admins" jsonb NOT NULL,\n\t"told_at" bigint NOT NULL,\n\t"is_authorised" boolean NOT NULL,\n\t"authorised_at" bigint NOT NULL,\n\t"is_enabled" boolean NOT NULL,\n\t"enabled_at" bigint NOT NULL,\n\t"state" text GENERATED ALWAYS AS (case when not is_authorised then \'relieved\'\n          when not is_enabled then \'stopped\' else \'active\' end) STORED NOT NULL,\n\t"bought_item" text,\n\t"bought_until" bigint,\n\t"bought_at" bigint NOT NULL,\n\t"since" bigint NOT NULL,\n\t"last_event" text,\n\t"last_event_at" bigint,\n\t"last_seen_at" bigint,\n\t"looked_at" bigint NOT NULL,\n\t"install" text,\n\t"authorisation" text,\n\t"real_name" text,\n\t"is_initialised" boolean,\n\t"contracts_left" bigint,\n\t"days_left" integer,\n\t"checked_at" bigint,\n\t"missing_scopes" jsonb NOT NULL,\n\t"troubles" text[] GENERATED ALWAYS AS (array_remove(array[\n          case when install = \'not-installed\' then \'not-installed\' end,\n          case when authorisation = \'not-authorised\' then \'not-authorised\' end,\n          case when real_name = \'not-verified\' then \'not-verified\' end,\n          case when not is_initialised then \'not-initialised\' end,\n          case when missing_scopes <> \'[]\'::jsonb then \'permissions-missing\' end,\n          case when contracts_left <= 0 or days_left < 14 then \'contracts-low\' end\n        ]::text[], null)) STORED NOT NULL,\n\t"grams" text[] NOT NULL,\n\t"data_deleted_at" bigint\n);',
      'CREATE TABLE "dingtalk_events" (\n\t"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "dingtalk_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),\n\t"event_id" text NOT NULL,\n\t"type" text NOT NULL,\n\t"corp_id" text,\n\t"born_at" bigint NOT NULL,\n\t"received_at" bigint NOT NULL,\n\t"data" jsonb,\n\t"outcome" text NOT NULL,\n\t"attempts" integer NOT NULL,\n\t"taken_until" bigint NOT NULL,\n\tCONSTRAINT "dingtalk_events_event_id_unique" UNIQUE("event_id")\n);',
      'CREATE TABLE "event_lines" (\n\t"slot" integer PRIMARY KEY NOT NULL,\n\t"instance" text NOT NULL,\n\t"until" bigint NOT NULL,\n\t"state" text NOT NULL,\n\t"since" bigint NOT NULL,\n\t"last_frame_at" bigint\n);',
      'CREATE TABLE "refused_calls" (\n\t"corp_id" text NOT NULL,\n\t"code" text NOT NULL,\n\t"day" integer NOT NULL,\n\t"calls" integer NOT NULL,\n\t"last_at" bigint NOT NULL,\n\tCONSTRAINT "refused_calls_corp_id_code_day_pk" PRIMARY KEY("corp_id","code","day")\n);',
      'CREATE INDEX "corps_by_age" ON "corps" USING btree ("since","corp_id");',
      'CREATE INDEX "corps_by_state" ON "corps" USING btree ("state","since","corp_id");',
      'CREATE INDEX "corps_by_end" ON "corps" USING btree ("bought_until","corp_id");',
      'CREATE INDEX "corps_by_look" ON "corps" USING btree ("looked_at");',
      'CREATE INDEX "corps_in_trouble" ON "corps" USING btree ("since","corp_id") WHERE troubles <> \'{}\';',
      'CREATE INDEX "corps_by_id" ON "corps" USING btree ("corp_id" text_pattern_ops);',
      'CREATE INDEX "corps_by_grams" ON "corps" USING gin ("grams");',
      'CREATE INDEX "dingtalk_events_waiting" ON "dingtalk_events" USING btree ("taken_until") WHERE outcome = \'waiting\';',
      'CREATE INDEX "dingtalk_events_by_corp" ON "dingtalk_events" USING btree ("corp_id","id");',
      'CREATE INDEX "dingtalk_events_by_age" ON "dingtalk_events" USING btree ("received_at");',
      'CREATE INDEX "refused_calls_by_day" ON "refused_calls" USING btree ("day");',
    ],
  },
  {
    name: '0015_sweeps',
    statements: [
      'CREATE TABLE "sweep_budgets" (\n\t"corp_id" text PRIMARY KEY NOT NULL,\n\t"day" bigint NOT NULL,\n\t"used" integer NOT NULL\n);',
      'CREATE TABLE "sweeps" (\n\t"corp_id" text NOT NULL,\n\t"task_id" text NOT NULL,\n\t"active_at" bigint NOT NULL,\n\t"read_at" bigint NOT NULL,\n\t"next_at" bigint NOT NULL,\n\tCONSTRAINT "sweeps_corp_id_task_id_pk" PRIMARY KEY("corp_id","task_id")\n);',
      'ALTER TABLE "sweeps" ADD CONSTRAINT "sweeps_corp_id_task_id_flows_corp_id_task_id_fk" FOREIGN KEY ("corp_id","task_id") REFERENCES "public"."flows"("corp_id","task_id") ON DELETE cascade ON UPDATE no action;',
      'CREATE INDEX "sweeps_due" ON "sweeps" USING btree ("next_at");',
      'INSERT INTO "sweeps" ("corp_id", "task_id", "active_at", "read_at", "next_at") SELECT "corp_id", "task_id", coalesce("confirmed_at", "first_seen_at"), coalesce("confirmed_at", "first_seen_at"), coalesce("confirmed_at", "first_seen_at") + 86400000 FROM "flows" WHERE "status" IN (\'draft\', \'signing\', \'unknown\');',
    ],
  },
  {
    name: '0016_yielding_silverclaw',
    statements: ['CREATE INDEX "urges_by_time" ON "urges" USING btree ("corp_id","at");'],
  },
  {
    name: '0017_conscious_robbie_robertson',
    statements: [
      'CREATE TABLE "event_watch" (\n\t"name" text PRIMARY KEY NOT NULL,\n\t"heard_until" bigint NOT NULL,\n\t"look_since" bigint,\n\t"looker" text,\n\t"looking_until" bigint NOT NULL\n);',
    ],
  },
  {
    name: '0018_smart_paper_doll',
    statements: ['ALTER TABLE "corps" ADD COLUMN "sessions_from" bigint DEFAULT 0 NOT NULL;'],
  },
  {
    name: '0019_goofy_tusk',
    statements: [
      'ALTER TABLE "flows" ADD COLUMN "turns_by" text;',
      'UPDATE "flows" SET "turns_by" = (\n  SELECT CASE "kind" WHEN \'todo\' THEN \'todo\' ELSE \'process\' END FROM "outbox"\n  WHERE "outbox"."corp_id" = "flows"."corp_id" AND "outbox"."task_id" = "flows"."task_id"\n    AND "outbox"."kind" IN (\'todo\', \'process-start\')\n  ORDER BY "outbox"."id" DESC LIMIT 1\n) WHERE "is_planned";',
    ],
  },
  {
    name: '0020_gray_maverick',
    statements: [
      'ALTER TABLE "access_requests" ADD COLUMN "is_for_admins" boolean DEFAULT false NOT NULL;',
    ],
  },
  {
    name: '0021_kind_beyonder',
    statements: ['ALTER TABLE "flows" ADD COLUMN "last_log_at" bigint;'],
  },
  {
    name: '0022_oval_purifiers',
    statements: [
      'ALTER TABLE "corps" ADD COLUMN "purchases" jsonb DEFAULT \'{}\'::jsonb NOT NULL;',
      'ALTER TABLE "corps" ADD COLUMN "purchase_changes" integer DEFAULT 0 NOT NULL;',
      'UPDATE "corps" SET "purchases" = jsonb_build_object(\n  \'\', jsonb_build_object(\'at\', "bought_at", \'item\', "bought_item", \'until\', "bought_until")\n) WHERE "bought_at" > 0;',
    ],
  },
  {
    name: '0023_aromatic_black_bird',
    statements: ['ALTER TABLE "notices" ADD COLUMN "claimed_until" bigint;'],
  },
  {
    name: '0024_gray_gravity',
    statements: ['ALTER TABLE "flow_people" ADD COLUMN "organization" text;'],
  },
  {
    name: '0025_supreme_jane_foster',
    statements: [
      'ALTER TABLE "flows" ADD COLUMN "start_page" text;',
      'ALTER TABLE "flows" ADD COLUMN "start_files" jsonb;',
    ],
  },
  {
    name: '0026_magenta_banshee',
    statements: [
      'CREATE TABLE "corp_settings" (\n\t"corp_id" text PRIMARY KEY NOT NULL,\n\t"time_zone" text\n);',
      'ALTER TABLE "corps" ADD COLUMN "time_put_back" bigint DEFAULT 0 NOT NULL;',
      'UPDATE "corps" SET "looked_at" = 0\nWHERE greatest("told_at", "authorised_at", "enabled_at", "bought_at", "last_event_at") > extract(epoch from now()) * 1000 + 60000;',
      'UPDATE "corps" SET\n  "authorised_at" = (extract(epoch from now()) * 1000)::bigint,\n  "time_put_back" = "authorised_at" - (extract(epoch from now()) * 1000)::bigint + 1\nWHERE "state" = \'relieved\' AND "authorised_at" > extract(epoch from now()) * 1000 + 60000;',
    ],
  },
  {
    name: '0027_colorful_gorgon',
    statements: [
      'CREATE TABLE "flow_documents" (\n\t"corp_id" text NOT NULL,\n\t"task_id" text NOT NULL,\n\t"status" text NOT NULL,\n\t"files" jsonb NOT NULL,\n\tCONSTRAINT "flow_documents_corp_id_task_id_pk" PRIMARY KEY("corp_id","task_id")\n);',
      'ALTER TABLE "flow_documents" ADD CONSTRAINT "flow_documents_corp_id_task_id_flows_corp_id_task_id_fk" FOREIGN KEY ("corp_id","task_id") REFERENCES "public"."flows"("corp_id","task_id") ON DELETE cascade ON UPDATE no action;',
    ],
  },
  {
    name: '0028_lame_ink',
    statements: [
      'CREATE TABLE "seal_approvals" (\n\t"corp_id" text NOT NULL,\n\t"instance_id" text NOT NULL,\n\t"title" text NOT NULL,\n\t"sponsor" text NOT NULL,\n\t"started_at" bigint NOT NULL,\n\t"url" text NOT NULL,\n\tCONSTRAINT "seal_approvals_corp_id_instance_id_pk" PRIMARY KEY("corp_id","instance_id")\n);',
      'CREATE INDEX "seal_approvals_like" ON "seal_approvals" USING btree ("corp_id","title","started_at");',
    ],
  },
  {
    name: '0029_harsh_thanos',
    statements: [
      'ALTER TABLE "corps" ADD COLUMN "are_contracts_low" boolean;',
      'UPDATE "corps" SET "are_contracts_low" = "contracts_left" <= 10 OR "contracts_left" * 10 < coalesce((\n  SELECT max("margin_readings"."contracts_left") FROM "margin_readings"\n  WHERE "margin_readings"."corp_id" = "corps"."corp_id"\n    AND "margin_readings"."at" >= (extract(epoch from now()) - 90 * 86400) * 1000\n), 0) WHERE "contracts_left" IS NOT NULL;',
      'ALTER TABLE "corps" drop column "troubles";',
      "ALTER TABLE \"corps\" ADD COLUMN \"troubles\" text[] GENERATED ALWAYS AS (array_remove(array[\n          case when install = 'not-installed' then 'not-installed' end,\n          case when authorisation = 'not-authorised' then 'not-authorised' end,\n          case when real_name = 'not-verified' then 'not-verified' end,\n          case when not is_initialised then 'not-initialised' end,\n          case when missing_scopes <> '[]'::jsonb then 'permissions-missing' end,\n          case when are_contracts_low then 'contracts-low' end\n        ]::text[], null)) STORED NOT NULL;",
      'CREATE INDEX "corps_in_trouble" ON "corps" USING btree ("since","corp_id") WHERE troubles <> \'{}\';',
    ],
  },
  {
    name: '0030_daffy_black_bird',
    statements: [
      'ALTER TABLE "flows" ADD COLUMN "signed" jsonb;',
      'ALTER TABLE "seal_approvals" ADD COLUMN "task_id" text;',
      'ALTER TABLE "seal_approvals" ADD COLUMN "approvers" jsonb;',
      'ALTER TABLE "seal_approvals" ADD COLUMN "asked_at_step" jsonb;',
      'CREATE INDEX "seal_approvals_by_task" ON "seal_approvals" USING btree ("corp_id","task_id");',
    ],
  },
  {
    name: '0031_lively_miek',
    statements: [
      'CREATE TABLE "instances" (\n\t"id" text PRIMARY KEY NOT NULL,\n\t"calls" integer NOT NULL,\n\t"until" bigint NOT NULL\n);',
      'DROP TABLE "call_leases" CASCADE;',
    ],
  },
  {
    name: '0032_jobs',
    statements: [
      'ALTER TABLE "outbox" RENAME TO "jobs";',
      'ALTER TABLE "jobs" RENAME COLUMN "lane" TO "queue";',
      'ALTER SEQUENCE "outbox_id_seq" RENAME TO "jobs_id_seq";',
      'ALTER INDEX "outbox_pkey" RENAME TO "jobs_pkey";',
      'ALTER INDEX "outbox_by_key" RENAME TO "jobs_by_key";',
      'ALTER INDEX "outbox_due" RENAME TO "jobs_due";',
      'ALTER INDEX "outbox_calling" RENAME TO "jobs_calling";',
      'ALTER INDEX "outbox_lanes" RENAME TO "jobs_queues";',
      'ALTER INDEX "outbox_by_flow" RENAME TO "jobs_by_flow";',
      'ALTER INDEX "outbox_by_person" RENAME TO "jobs_by_person";',
      'ALTER INDEX "outbox_settled" RENAME TO "jobs_settled";',
      'UPDATE "jobs" SET "state" = \'done\' WHERE "state" = \'sent\';',
    ],
  },
  {
    name: '0033_clearings',
    statements: [
      'ALTER TABLE "jobs" ALTER COLUMN "expires_at" DROP NOT NULL;',
      'INSERT INTO "jobs" ("corp_id", "kind", "key", "state", "put_at", "due_at")\n  SELECT \'\', "kind", "kind", \'waiting\', "at", "at" + "every" FROM (\n    SELECT least("at", (extract(epoch from now()) * 1000)::bigint) AS "at",\n      CASE "name" WHEN \'all\' THEN \'delete-expired\' ELSE \'delete-relieved\' END AS "kind",\n      CASE "name" WHEN \'all\' THEN 86400000 ELSE 3600000 END AS "every"\n    FROM "clearings"\n  ) AS "cleared";',
      'DROP TABLE "clearings";',
    ],
  },
  {
    name: '0034_notices',
    statements: [
      'ALTER TABLE "jobs" ADD COLUMN "puts" integer DEFAULT 1 NOT NULL;',
      'INSERT INTO "jobs" ("corp_id", "kind", "key", "task_id", "payload", "state", "put_at", "due_at", "expires_at")\n  SELECT \'\', "kind", "kind" || \':\' || "task_id" || CASE WHEN "is_end" THEN \':end\' ELSE \'\' END, "task_id",\n    jsonb_build_object(\'isEnd\', "is_end"), \'waiting\', max("received_at"), max("received_at"), max("received_at") + 86400000\n  FROM (\n    SELECT "task_id", "received_at",\n      CASE "action" WHEN \'CORP_AUTH\' THEN \'authorised\' ELSE \'notice\' END AS "kind",\n      "action" <> \'CORP_AUTH\' AND "status" IN (\'FINISH\', \'REVOKE\', \'REFUSE\') AS "is_end"\n    FROM "notices" WHERE "processed_at" IS NULL\n  ) AS "open"\n  GROUP BY "kind", "task_id", "is_end";',
      'DROP TABLE "notices";',
    ],
  },
  {
    name: '0035_events',
    statements: [
      'INSERT INTO "jobs" ("corp_id", "kind", "key", "queue", "payload", "state", "tries", "put_at", "due_at", "settled_at")\n  SELECT coalesce("corp_id", \'\'), \'event\', \'event:\' || "event_id", \'event\',\n    jsonb_build_object(\'type\', "type", \'bornAt\', "born_at", \'data\', "data"),\n    CASE "outcome" WHEN \'old\' THEN \'dropped\' ELSE "outcome" END, "attempts", "received_at", "received_at",\n    CASE "outcome" WHEN \'waiting\' THEN NULL ELSE "received_at" END\n  FROM "dingtalk_events" ORDER BY "born_at";',
      'DROP TABLE "dingtalk_events";',
      'CREATE INDEX "jobs_of_events" ON "jobs" USING btree ("put_at") WHERE kind = \'event\';',
    ],
  },
  {
    name: '0036_corp_jobs',
    statements: [
      'INSERT INTO "jobs" ("corp_id", "kind", "key", "state", "put_at", "due_at")\n  SELECT "corp_id", \'corp-in-dingtalk\', \'corp-in-dingtalk\', \'waiting\', "look_since", "look_since"\n  FROM "corps", "event_watch" WHERE "is_authorised" AND "looked_at" < "look_since"\n  ORDER BY "looked_at";',
      'INSERT INTO "jobs" ("corp_id", "kind", "key", "state", "put_at", "due_at", "settled_at")\n  SELECT "corp_id", \'corp-in-esign\', \'corp-in-esign\', \'done\', "read_at", "read_at", "read_at"\n  FROM (SELECT "corp_id", "day" * 86400000::bigint - 28800000 AS "read_at" FROM "margin_looks") AS "read";',
      'DROP TABLE "margin_looks";',
      'DROP INDEX "corps_by_look";',
      'ALTER TABLE "corps" RENAME COLUMN "looked_at" TO "asked_at";',
      'ALTER TABLE "event_watch" RENAME COLUMN "heard_until" TO "received_until";',
      'ALTER TABLE "event_watch" DROP COLUMN "look_since";',
      'ALTER TABLE "event_watch" DROP COLUMN "looker";',
      'ALTER TABLE "event_watch" DROP COLUMN "looking_until";',
    ],
  },
  {
    name: '0037_spent_sign_ins',
    statements: [
      'CREATE TABLE "spent_sign_ins" (\n\t"id" text PRIMARY KEY NOT NULL,\n\t"until" bigint NOT NULL\n);',
    ],
  },
  {
    name: '0038_field_numbers',
    statements: [
      'CREATE TABLE "field_numbers" (\n\t"hour" bigint NOT NULL,\n\t"measure" text NOT NULL,\n\t"count" bigint NOT NULL,\n\t"good" bigint NOT NULL,\n\t"sum" double precision NOT NULL,\n\tCONSTRAINT "field_numbers_hour_measure_pk" PRIMARY KEY("hour","measure")\n);',
    ],
  },
  {
    name: '0039_assistants',
    statements: [
      'CREATE TABLE "assistant_keys" (\n\t"corp_id" text PRIMARY KEY NOT NULL,\n\t"hash" text NOT NULL,\n\t"created_by" text NOT NULL,\n\t"proof_hash" text NOT NULL,\n\t"created_at" bigint NOT NULL,\n\t"proved_at" bigint\n);',
      'CREATE TABLE "assistant_tokens" (\n\t"id" text PRIMARY KEY NOT NULL,\n\t"corp_id" text NOT NULL,\n\t"user_id" text NOT NULL,\n\t"user_name" text NOT NULL,\n\t"name" text NOT NULL,\n\t"hash" text NOT NULL,\n\t"may_remind" boolean NOT NULL,\n\t"created_at" bigint NOT NULL,\n\t"expires_at" bigint NOT NULL,\n\t"used_at" bigint\n);',
      'CREATE TABLE "proposals" (\n\t"id" text PRIMARY KEY NOT NULL,\n\t"corp_id" text NOT NULL,\n\t"task_id" text NOT NULL,\n\t"user_id" text NOT NULL,\n\t"assistant" text NOT NULL,\n\t"state" text NOT NULL,\n\t"asked_at" bigint NOT NULL\n);',
      'CREATE UNIQUE INDEX "assistant_keys_by_hash" ON "assistant_keys" USING btree ("hash");',
      'CREATE UNIQUE INDEX "assistant_tokens_by_hash" ON "assistant_tokens" USING btree ("hash");',
      'CREATE INDEX "assistant_tokens_by_person" ON "assistant_tokens" USING btree ("corp_id","user_id","created_at");',
      'CREATE INDEX "assistant_tokens_by_end" ON "assistant_tokens" USING btree ("expires_at");',
      'CREATE INDEX "proposals_by_person" ON "proposals" USING btree ("corp_id","user_id","asked_at");',
      'CREATE INDEX "proposals_by_age" ON "proposals" USING btree ("asked_at");',
    ],
  },
  {
    name: '0040_webhooks',
    statements: [
      'CREATE TABLE "contract_events" (\n\t"corp_id" text NOT NULL,\n\t"task_id" text NOT NULL,\n\t"seq" integer NOT NULL,\n\tCONSTRAINT "contract_events_corp_id_task_id_pk" PRIMARY KEY("corp_id","task_id")\n);',
      'CREATE TABLE "webhook_deliveries" (\n\t"id" text PRIMARY KEY NOT NULL,\n\t"corp_id" text NOT NULL,\n\t"webhook_id" text NOT NULL,\n\t"task_id" text NOT NULL,\n\t"kind" text NOT NULL,\n\t"seq" integer NOT NULL,\n\t"body" text NOT NULL,\n\t"state" text NOT NULL,\n\t"created_at" bigint NOT NULL,\n\t"next_at" bigint NOT NULL,\n\t"attempts" integer DEFAULT 0 NOT NULL,\n\t"attempted_at" bigint,\n\t"status" integer,\n\t"answer" text,\n\t"error" text\n);',
      'CREATE TABLE "webhooks" (\n\t"id" text PRIMARY KEY NOT NULL,\n\t"corp_id" text NOT NULL,\n\t"url" text NOT NULL,\n\t"kinds" jsonb NOT NULL,\n\t"with_names" boolean NOT NULL,\n\t"secret" text NOT NULL,\n\t"former_secret" text,\n\t"former_until" bigint,\n\t"created_at" bigint NOT NULL,\n\t"failures" integer DEFAULT 0 NOT NULL,\n\t"ended_at" bigint\n);',
      'ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_webhook_id_webhooks_id_fk" FOREIGN KEY ("webhook_id") REFERENCES "public"."webhooks"("id") ON DELETE cascade ON UPDATE no action;',
      'CREATE INDEX "webhook_deliveries_by_webhook" ON "webhook_deliveries" USING btree ("webhook_id","created_at","seq","id");',
      'CREATE INDEX "webhook_deliveries_waiting" ON "webhook_deliveries" USING btree ("webhook_id","task_id","seq") WHERE state = \'waiting\';',
      'CREATE INDEX "webhook_deliveries_by_age" ON "webhook_deliveries" USING btree ("created_at");',
      'CREATE INDEX "webhooks_by_corp" ON "webhooks" USING btree ("corp_id","created_at");',
      'INSERT INTO "jobs" ("corp_id", "kind", "key", "task_id", "payload", "state", "put_at", "due_at", "expires_at")\n  SELECT "corp_id", \'webhook-deadline\', \'webhook-deadline:\' || "task_id" || \':\' || "deadline", "task_id",\n    jsonb_build_object(\'deadline\', "deadline"), \'waiting\', "now", "deadline" - 86400000, "deadline"\n  FROM "flows", (SELECT (extract(epoch from now()) * 1000)::bigint AS "now") AS "clock"\n  WHERE "is_planned" AND "status" IN (\'draft\', \'signing\', \'unknown\')\n    AND "deadline" - 86400000 > greatest("now", coalesce("created_at", 0));',
    ],
  },
  {
    name: '0041_assistant_key_failures',
    statements: [
      'ALTER TABLE "assistant_keys" ADD COLUMN "failure" text;',
      'ALTER TABLE "assistant_keys" ADD COLUMN "failed_at" bigint;',
    ],
  },
  {
    name: '0042_robot_messages',
    statements: [
      'ALTER TABLE "webhook_deliveries" ADD COLUMN "resent_at" bigint;',
      'CREATE INDEX "jobs_of_robot" ON "jobs" USING btree ("corp_id","put_at") WHERE kind = \'robot-message\';',
    ],
  },
  {
    name: '0043_boring_wraith',
    statements: ['ALTER TABLE "flow_people" ADD COLUMN "remark" text;'],
  },
]
