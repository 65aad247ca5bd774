ALTER TABLE "assistant_keys" ADD COLUMN "failure" text;--> statement-breakpoint
ALTER TABLE "assistant_keys" ADD COLUMN "failed_at" bigint;