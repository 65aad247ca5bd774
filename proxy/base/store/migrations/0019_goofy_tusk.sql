ALTER TABLE "flows" ADD COLUMN "turns_by" text;--> statement-breakpoint
UPDATE "flows" SET "turns_by" = (
  SELECT CASE "kind" WHEN 'todo' THEN 'todo' ELSE 'process' END FROM "outbox"
  WHERE "outbox"."corp_id" = "flows"."corp_id" AND "outbox"."task_id" = "flows"."task_id"
    AND "outbox"."kind" IN ('todo', 'process-start')
  ORDER BY "outbox"."id" DESC LIMIT 1
) WHERE "is_planned";
