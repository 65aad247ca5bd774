ALTER TABLE "flows" ADD COLUMN "start_page" text;--> statement-breakpoint
ALTER TABLE "flows" ADD COLUMN "start_files" jsonb;