CREATE TABLE "flow_documents" (
	"corp_id" text NOT NULL,
	"task_id" text NOT NULL,
	"status" text NOT NULL,
	"files" jsonb NOT NULL,
	CONSTRAINT "flow_documents_corp_id_task_id_pk" PRIMARY KEY("corp_id","task_id")
);
--> statement-breakpoint
ALTER TABLE "flow_documents" ADD CONSTRAINT "flow_documents_corp_id_task_id_flows_corp_id_task_id_fk" FOREIGN KEY ("corp_id","task_id") REFERENCES "public"."flows"("corp_id","task_id") ON DELETE cascade ON UPDATE no action;