CREATE TABLE "seal_approvals" (
	"corp_id" text NOT NULL,
	"instance_id" text NOT NULL,
	"title" text NOT NULL,
	"sponsor" text NOT NULL,
	"started_at" bigint NOT NULL,
	"url" text NOT NULL,
	CONSTRAINT "seal_approvals_corp_id_instance_id_pk" PRIMARY KEY("corp_id","instance_id")
);
--> statement-breakpoint
CREATE INDEX "seal_approvals_like" ON "seal_approvals" USING btree ("corp_id","title","started_at");