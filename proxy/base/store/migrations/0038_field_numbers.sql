CREATE TABLE "field_numbers" (
	"hour" bigint NOT NULL,
	"measure" text NOT NULL,
	"count" bigint NOT NULL,
	"good" bigint NOT NULL,
	"sum" double precision NOT NULL,
	CONSTRAINT "field_numbers_hour_measure_pk" PRIMARY KEY("hour","measure")
);
