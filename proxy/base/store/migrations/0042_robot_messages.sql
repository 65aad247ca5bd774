ALTER TABLE "webhook_deliveries" ADD COLUMN "resent_at" bigint;--> statement-breakpoint
CREATE INDEX "jobs_of_robot" ON "jobs" USING btree ("corp_id","put_at") WHERE kind = 'robot-message';