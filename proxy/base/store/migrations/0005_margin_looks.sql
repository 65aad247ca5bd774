CREATE TABLE "margin_looks" (
	"corp_id" text PRIMARY KEY NOT NULL,
	"day" integer NOT NULL
);
