ALTER TABLE "corps" ADD COLUMN "purchases" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "corps" ADD COLUMN "purchase_changes" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
UPDATE "corps" SET "purchases" = jsonb_build_object(
  '', jsonb_build_object('at', "bought_at", 'item', "bought_item", 'until', "bought_until")
) WHERE "bought_at" > 0;
