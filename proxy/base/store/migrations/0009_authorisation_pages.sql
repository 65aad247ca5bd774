CREATE TABLE "authorisation_pages" (
	"task_id" text PRIMARY KEY NOT NULL,
	"corp_id" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "authorisation_pages_by_age" ON "authorisation_pages" USING btree ("at");