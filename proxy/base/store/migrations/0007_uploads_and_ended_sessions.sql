CREATE TABLE "ended_sessions" (
	"session_id" text PRIMARY KEY NOT NULL,
	"until" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "uploaded_files" (
	"corp_id" text NOT NULL,
	"file_id" text NOT NULL,
	"user_id" text NOT NULL,
	"at" bigint NOT NULL,
	"task_id" text,
	CONSTRAINT "uploaded_files_corp_id_file_id_pk" PRIMARY KEY("corp_id","file_id")
);
