CREATE TABLE "assistant_keys" (
	"corp_id" text PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"created_by" text NOT NULL,
	"proof_hash" text NOT NULL,
	"created_at" bigint NOT NULL,
	"proved_at" bigint
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
CREATE UNIQUE INDEX "assistant_keys_by_hash" ON "assistant_keys" USING btree ("hash");--> statement-breakpoint
CREATE UNIQUE INDEX "assistant_tokens_by_hash" ON "assistant_tokens" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "assistant_tokens_by_person" ON "assistant_tokens" USING btree ("corp_id","user_id","created_at");--> statement-breakpoint
CREATE INDEX "assistant_tokens_by_end" ON "assistant_tokens" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "proposals_by_person" ON "proposals" USING btree ("corp_id","user_id","asked_at");--> statement-breakpoint
CREATE INDEX "proposals_by_age" ON "proposals" USING btree ("asked_at");