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
	"bought_item" text,
	"bought_until" bigint,
	"bought_at" bigint NOT NULL,
	"since" bigint NOT NULL,
	"last_event" text,
	"last_event_at" bigint,
	"last_seen_at" bigint,
	"looked_at" bigint NOT NULL,
	"install" text,
	"authorisation" text,
	"real_name" text,
	"is_initialised" boolean,
	"contracts_left" bigint,
	"days_left" integer,
	"checked_at" bigint,
	"missing_scopes" jsonb NOT NULL,
	"troubles" text[] GENERATED ALWAYS AS (array_remove(array[
          case when install = 'not-installed' then 'not-installed' end,
          case when authorisation = 'not-authorised' then 'not-authorised' end,
          case when real_name = 'not-verified' then 'not-verified' end,
          case when not is_initialised then 'not-initialised' end,
          case when missing_scopes <> '[]'::jsonb then 'permissions-missing' end,
          case when contracts_left <= 0 or days_left < 14 then 'contracts-low' end
        ]::text[], null)) STORED NOT NULL,
	"grams" text[] NOT NULL,
	"data_deleted_at" bigint
);
--> statement-breakpoint
CREATE TABLE "dingtalk_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "dingtalk_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"event_id" text NOT NULL,
	"type" text NOT NULL,
	"corp_id" text,
	"born_at" bigint NOT NULL,
	"received_at" bigint NOT NULL,
	"data" jsonb,
	"outcome" text NOT NULL,
	"attempts" integer NOT NULL,
	"taken_until" bigint NOT NULL,
	CONSTRAINT "dingtalk_events_event_id_unique" UNIQUE("event_id")
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
CREATE TABLE "refused_calls" (
	"corp_id" text NOT NULL,
	"code" text NOT NULL,
	"day" integer NOT NULL,
	"calls" integer NOT NULL,
	"last_at" bigint NOT NULL,
	CONSTRAINT "refused_calls_corp_id_code_day_pk" PRIMARY KEY("corp_id","code","day")
);
--> statement-breakpoint
CREATE INDEX "corps_by_age" ON "corps" USING btree ("since","corp_id");--> statement-breakpoint
CREATE INDEX "corps_by_state" ON "corps" USING btree ("state","since","corp_id");--> statement-breakpoint
CREATE INDEX "corps_by_end" ON "corps" USING btree ("bought_until","corp_id");--> statement-breakpoint
CREATE INDEX "corps_by_look" ON "corps" USING btree ("looked_at");--> statement-breakpoint
CREATE INDEX "corps_in_trouble" ON "corps" USING btree ("since","corp_id") WHERE troubles <> '{}';--> statement-breakpoint
CREATE INDEX "corps_by_id" ON "corps" USING btree ("corp_id" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "corps_by_grams" ON "corps" USING gin ("grams");--> statement-breakpoint
CREATE INDEX "dingtalk_events_waiting" ON "dingtalk_events" USING btree ("taken_until") WHERE outcome = 'waiting';--> statement-breakpoint
CREATE INDEX "dingtalk_events_by_corp" ON "dingtalk_events" USING btree ("corp_id","id");--> statement-breakpoint
CREATE INDEX "dingtalk_events_by_age" ON "dingtalk_events" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "refused_calls_by_day" ON "refused_calls" USING btree ("day");