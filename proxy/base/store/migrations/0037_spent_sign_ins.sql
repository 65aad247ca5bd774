CREATE TABLE "spent_sign_ins" (
	"id" text PRIMARY KEY NOT NULL,
	"until" bigint NOT NULL
);
