CREATE TABLE "flow_stages" (
	"corp_id" text NOT NULL,
	"task_id" text NOT NULL,
	"finished" jsonb NOT NULL,
	CONSTRAINT "flow_stages_corp_id_task_id_pk" PRIMARY KEY("corp_id","task_id")
);
--> statement-breakpoint
ALTER TABLE "flow_stages" ADD CONSTRAINT "flow_stages_corp_id_task_id_flows_corp_id_task_id_fk" FOREIGN KEY ("corp_id","task_id") REFERENCES "public"."flows"("corp_id","task_id") ON DELETE cascade ON UPDATE no action;