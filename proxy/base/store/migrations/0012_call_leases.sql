CREATE TABLE "call_leases" (
	"lane" text NOT NULL,
	"instance" text NOT NULL,
	"calls" integer NOT NULL,
	"until" bigint NOT NULL,
	"peak" integer NOT NULL,
	"peak_until" bigint NOT NULL,
	CONSTRAINT "call_leases_lane_instance_pk" PRIMARY KEY("lane","instance")
);
