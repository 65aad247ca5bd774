CREATE TABLE "flow_grants" (
	"corp_id" text NOT NULL,
	"user_id" text NOT NULL,
	"task_id" text NOT NULL,
	"until" bigint NOT NULL,
	CONSTRAINT "flow_grants_corp_id_user_id_task_id_pk" PRIMARY KEY("corp_id","user_id","task_id")
);
--> statement-breakpoint
ALTER TABLE "flow_views" ADD COLUMN "by_link" boolean DEFAULT false NOT NULL;