CREATE TABLE "suite_tickets" (
	"suite_key" text PRIMARY KEY NOT NULL,
	"ticket" text NOT NULL,
	"at" bigint NOT NULL
);
