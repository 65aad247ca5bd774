CREATE TABLE "contract_terms" (
	"corp_id" text NOT NULL,
	"task_id" text NOT NULL,
	"version" text NOT NULL,
	"signed_on" date NOT NULL,
	"number" text,
	"counterparty" text,
	"amount" numeric(17, 2),
	"currency" text NOT NULL,
	"begins" date,
	"ends" date,
	"length" jsonb,
	"is_first_day_counted" boolean NOT NULL,
	"notice" jsonb,
	"renewal" jsonb,
	"changed_at" bigint NOT NULL,
	CONSTRAINT "contract_terms_corp_id_task_id_pk" PRIMARY KEY("corp_id","task_id")
);
--> statement-breakpoint
CREATE TABLE "term_dates" (
	"corp_id" text NOT NULL,
	"task_id" text NOT NULL,
	"position" integer NOT NULL,
	"name" text NOT NULL,
	"on" date NOT NULL,
	"every_months" integer,
	CONSTRAINT "term_dates_corp_id_task_id_position_pk" PRIMARY KEY("corp_id","task_id","position")
);
--> statement-breakpoint
CREATE TABLE "term_keepers" (
	"corp_id" text NOT NULL,
	"task_id" text NOT NULL,
	"user_id" text NOT NULL,
	"name" text NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "term_keepers_corp_id_task_id_user_id_pk" PRIMARY KEY("corp_id","task_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "contract_terms" ADD CONSTRAINT "contract_terms_corp_id_task_id_flows_corp_id_task_id_fk" FOREIGN KEY ("corp_id","task_id") REFERENCES "public"."flows"("corp_id","task_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "term_dates" ADD CONSTRAINT "term_dates_corp_id_task_id_contract_terms_corp_id_task_id_fk" FOREIGN KEY ("corp_id","task_id") REFERENCES "public"."contract_terms"("corp_id","task_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "term_keepers" ADD CONSTRAINT "term_keepers_corp_id_task_id_contract_terms_corp_id_task_id_fk" FOREIGN KEY ("corp_id","task_id") REFERENCES "public"."contract_terms"("corp_id","task_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "term_keepers_by_user" ON "term_keepers" USING btree ("corp_id","user_id","task_id");