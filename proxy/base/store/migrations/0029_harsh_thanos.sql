ALTER TABLE "corps" ADD COLUMN "are_contracts_low" boolean;--> statement-breakpoint
UPDATE "corps" SET "are_contracts_low" = "contracts_left" <= 10 OR "contracts_left" * 10 < coalesce((
  SELECT max("margin_readings"."contracts_left") FROM "margin_readings"
  WHERE "margin_readings"."corp_id" = "corps"."corp_id"
    AND "margin_readings"."at" >= (extract(epoch from now()) - 90 * 86400) * 1000
), 0) WHERE "contracts_left" IS NOT NULL;--> statement-breakpoint
ALTER TABLE "corps" drop column "troubles";--> statement-breakpoint
ALTER TABLE "corps" ADD COLUMN "troubles" text[] GENERATED ALWAYS AS (array_remove(array[
          case when install = 'not-installed' then 'not-installed' end,
          case when authorisation = 'not-authorised' then 'not-authorised' end,
          case when real_name = 'not-verified' then 'not-verified' end,
          case when not is_initialised then 'not-initialised' end,
          case when missing_scopes <> '[]'::jsonb then 'permissions-missing' end,
          case when are_contracts_low then 'contracts-low' end
        ]::text[], null)) STORED NOT NULL;--> statement-breakpoint
CREATE INDEX "corps_in_trouble" ON "corps" USING btree ("since","corp_id") WHERE troubles <> '{}';
