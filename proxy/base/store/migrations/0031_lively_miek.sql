CREATE TABLE "instances" (
	"id" text PRIMARY KEY NOT NULL,
	"calls" integer NOT NULL,
	"until" bigint NOT NULL
);
--> statement-breakpoint
DROP TABLE "call_leases" CASCADE;