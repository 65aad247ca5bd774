ALTER TABLE "flows" ADD COLUMN "reference" text;--> statement-breakpoint
CREATE UNIQUE INDEX "flows_by_reference" ON "flows" USING btree ("reference");