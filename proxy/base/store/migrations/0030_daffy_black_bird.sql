ALTER TABLE "flows" ADD COLUMN "signed" jsonb;--> statement-breakpoint
ALTER TABLE "seal_approvals" ADD COLUMN "task_id" text;--> statement-breakpoint
ALTER TABLE "seal_approvals" ADD COLUMN "approvers" jsonb;--> statement-breakpoint
ALTER TABLE "seal_approvals" ADD COLUMN "asked_at_step" jsonb;--> statement-breakpoint
CREATE INDEX "seal_approvals_by_task" ON "seal_approvals" USING btree ("corp_id","task_id");