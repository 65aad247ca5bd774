CREATE TABLE "margin_readings" (
	"corp_id" text NOT NULL,
	"hour" integer NOT NULL,
	"contracts_left" bigint NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "margin_readings_corp_id_hour_pk" PRIMARY KEY("corp_id","hour")
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
CREATE UNIQUE INDEX "orders_by_order_id" ON "orders" USING btree ("corp_id","order_id");--> statement-breakpoint
CREATE INDEX "orders_by_corp" ON "orders" USING btree ("corp_id","id");--> statement-breakpoint
CREATE INDEX "start_attempts_by_age" ON "start_attempts" USING btree ("started_at");