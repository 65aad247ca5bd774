CREATE SEQUENCE "public"."reading_order" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE TABLE "clearings" (
	"name" text PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "flow_views" ALTER COLUMN "task_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "flow_views" ADD COLUMN "kind" text DEFAULT 'flow-opened' NOT NULL;--> statement-breakpoint
ALTER TABLE "flow_views" ADD COLUMN "detail" text;--> statement-breakpoint
ALTER TABLE "flows" ADD COLUMN "reading_order" bigint;--> statement-breakpoint
CREATE INDEX "flow_grants_by_end" ON "flow_grants" USING btree ("until");--> statement-breakpoint
CREATE INDEX "notices_processed" ON "notices" USING btree ("processed_at") WHERE processed_at is not null;