CREATE TABLE "event_watch" (
	"name" text PRIMARY KEY NOT NULL,
	"heard_until" bigint NOT NULL,
	"look_since" bigint,
	"looker" text,
	"looking_until" bigint NOT NULL
);
