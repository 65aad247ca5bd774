ALTER TABLE "outbox" RENAME TO "jobs";--> statement-breakpoint
ALTER TABLE "jobs" RENAME COLUMN "lane" TO "queue";--> statement-breakpoint
ALTER SEQUENCE "outbox_id_seq" RENAME TO "jobs_id_seq";--> statement-breakpoint
ALTER INDEX "outbox_pkey" RENAME TO "jobs_pkey";--> statement-breakpoint
ALTER INDEX "outbox_by_key" RENAME TO "jobs_by_key";--> statement-breakpoint
ALTER INDEX "outbox_due" RENAME TO "jobs_due";--> statement-breakpoint
ALTER INDEX "outbox_calling" RENAME TO "jobs_calling";--> statement-breakpoint
ALTER INDEX "outbox_lanes" RENAME TO "jobs_queues";--> statement-breakpoint
ALTER INDEX "outbox_by_flow" RENAME TO "jobs_by_flow";--> statement-breakpoint
ALTER INDEX "outbox_by_person" RENAME TO "jobs_by_person";--> statement-breakpoint
ALTER INDEX "outbox_settled" RENAME TO "jobs_settled";--> statement-breakpoint
UPDATE "jobs" SET "state" = 'done' WHERE "state" = 'sent';
