CREATE TYPE "public"."appointment_action" AS ENUM('RECRUITMENT', 'APPOINTMENT', 'REAPPOINTMENT', 'ELECTION', 'TRANSFER', 'ROTATION', 'SECONDMENT', 'RELIEF', 'RESIGNATION', 'EXIT', 'RETIREMENT');--> statement-breakpoint
CREATE TYPE "public"."citizen_match_status" AS ENUM('MATCHED', 'NOT_MATCHED');--> statement-breakpoint
CREATE TYPE "public"."discipline_kind" AS ENUM('REPRIMAND', 'WARNING', 'REMOVAL', 'DISMISSAL', 'DEMOTION', 'LOWERED_SALARY');--> statement-breakpoint
CREATE TYPE "public"."official_category" AS ENUM('CAN_BO', 'CONG_CHUC', 'VIEN_CHUC');--> statement-breakpoint
CREATE TYPE "public"."official_status" AS ENUM('ACTIVE', 'SECONDED', 'RETIRED', 'LEFT', 'DECEASED');--> statement-breakpoint
CREATE TYPE "public"."position_group" AS ENUM('MANAGEMENT', 'PROFESSIONAL', 'SUPPORT');--> statement-breakpoint
CREATE TYPE "public"."rating_grade" AS ENUM('EXCELLENT', 'GOOD', 'COMPLETED', 'NOT_COMPLETED');--> statement-breakpoint
CREATE TYPE "public"."sex" AS ENUM('MALE', 'FEMALE');--> statement-breakpoint
CREATE TYPE "public"."training_kind" AS ENUM('DEGREE', 'POLITICAL_THEORY', 'STATE_MANAGEMENT', 'FOREIGN_LANGUAGE', 'INFORMATION_TECHNOLOGY', 'PROFESSIONAL');--> statement-breakpoint
CREATE TABLE "appointments" (
	"official_id" uuid NOT NULL,
	"ordinal" smallint NOT NULL,
	"action" "appointment_action" NOT NULL,
	"title" text NOT NULL,
	"title_en" text NOT NULL,
	"agency_id" text NOT NULL,
	"unit_id" text,
	"decision_number" text NOT NULL,
	"decided_on" date NOT NULL,
	"effective_from" date NOT NULL,
	"effective_to" date,
	CONSTRAINT "appointments_official_id_ordinal_pk" PRIMARY KEY("official_id","ordinal")
);
--> statement-breakpoint
CREATE TABLE "disciplines" (
	"official_id" uuid NOT NULL,
	"ordinal" smallint NOT NULL,
	"kind" "discipline_kind" NOT NULL,
	"reason" text NOT NULL,
	"reason_en" text NOT NULL,
	"decision_number" text NOT NULL,
	"decided_on" date NOT NULL,
	"effective_to" date,
	CONSTRAINT "disciplines_official_id_ordinal_pk" PRIMARY KEY("official_id","ordinal")
);
--> statement-breakpoint
CREATE TABLE "job_positions" (
	"code" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"name_en" text NOT NULL,
	"position_group" "position_group" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "officials" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"personal_number" text NOT NULL,
	"full_name" text NOT NULL,
	"folded_name" text GENERATED ALWAYS AS (fold_name(full_name)) STORED NOT NULL,
	"sex" "sex" NOT NULL,
	"birth_date" date NOT NULL,
	"residence_unit_id" text,
	"ethnic_group" text,
	"party_member_since" date,
	"category" "official_category" NOT NULL,
	"status" "official_status" NOT NULL,
	"agency_id" text NOT NULL,
	"owner_id" text GENERATED ALWAYS AS (split_part(agency_id, '.', 1)) STORED NOT NULL,
	"unit_id" text,
	"province_id" text,
	"job_position_code" text NOT NULL,
	"title" text,
	"title_en" text,
	"rank_code" text NOT NULL,
	"step" smallint NOT NULL,
	"coefficient" numeric(5, 3) NOT NULL,
	"position_allowance" numeric(5, 3) NOT NULL,
	"over_frame_percent" smallint NOT NULL,
	"hired_on" date NOT NULL,
	"left_on" date,
	"last_paid_month" date,
	"retirement_date" date NOT NULL,
	"citizen_match" "citizen_match_status" NOT NULL,
	"citizen_matched_at" timestamp with time zone,
	"last_decision_on" date NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payroll_quotas" (
	"agency_id" text NOT NULL,
	"year" smallint NOT NULL,
	"unit_id" text,
	"province_id" text,
	"civil_servant_posts" integer NOT NULL,
	"public_employee_posts" integer NOT NULL,
	"posts" integer GENERATED ALWAYS AS (civil_servant_posts + public_employee_posts) STORED NOT NULL,
	CONSTRAINT "payroll_quotas_agency_id_year_pk" PRIMARY KEY("agency_id","year")
);
--> statement-breakpoint
CREATE TABLE "ratings" (
	"official_id" uuid NOT NULL,
	"year" smallint NOT NULL,
	"score" numeric(5, 2),
	"grade" "rating_grade" NOT NULL,
	"decided_on" date NOT NULL,
	CONSTRAINT "ratings_official_id_year_pk" PRIMARY KEY("official_id","year")
);
--> statement-breakpoint
CREATE TABLE "rewards" (
	"official_id" uuid NOT NULL,
	"ordinal" smallint NOT NULL,
	"name" text NOT NULL,
	"name_en" text NOT NULL,
	"decision_number" text NOT NULL,
	"decided_on" date NOT NULL,
	CONSTRAINT "rewards_official_id_ordinal_pk" PRIMARY KEY("official_id","ordinal")
);
--> statement-breakpoint
CREATE TABLE "salary_steps" (
	"official_id" uuid NOT NULL,
	"ordinal" smallint NOT NULL,
	"rank_code" text NOT NULL,
	"step" smallint NOT NULL,
	"coefficient" numeric(5, 3) NOT NULL,
	"over_frame_percent" smallint NOT NULL,
	"position_allowance" numeric(5, 3) NOT NULL,
	"decision_number" text NOT NULL,
	"effective_from" date NOT NULL,
	"effective_to" date,
	CONSTRAINT "salary_steps_official_id_ordinal_pk" PRIMARY KEY("official_id","ordinal")
);
--> statement-breakpoint
CREATE TABLE "trainings" (
	"official_id" uuid NOT NULL,
	"ordinal" smallint NOT NULL,
	"kind" "training_kind" NOT NULL,
	"level" text NOT NULL,
	"level_en" text NOT NULL,
	"field" text NOT NULL,
	"field_en" text NOT NULL,
	"institution" text NOT NULL,
	"started_on" date NOT NULL,
	"completed_on" date NOT NULL,
	CONSTRAINT "trainings_official_id_ordinal_pk" PRIMARY KEY("official_id","ordinal")
);
--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_official_id_officials_id_fk" FOREIGN KEY ("official_id") REFERENCES "public"."officials"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disciplines" ADD CONSTRAINT "disciplines_official_id_officials_id_fk" FOREIGN KEY ("official_id") REFERENCES "public"."officials"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "officials" ADD CONSTRAINT "officials_job_position_code_job_positions_code_fk" FOREIGN KEY ("job_position_code") REFERENCES "public"."job_positions"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ratings" ADD CONSTRAINT "ratings_official_id_officials_id_fk" FOREIGN KEY ("official_id") REFERENCES "public"."officials"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rewards" ADD CONSTRAINT "rewards_official_id_officials_id_fk" FOREIGN KEY ("official_id") REFERENCES "public"."officials"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "salary_steps" ADD CONSTRAINT "salary_steps_official_id_officials_id_fk" FOREIGN KEY ("official_id") REFERENCES "public"."officials"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trainings" ADD CONSTRAINT "trainings_official_id_officials_id_fk" FOREIGN KEY ("official_id") REFERENCES "public"."officials"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "officials_by_name" ON "officials" USING btree ("full_name" collate "vi-x-icu","id");--> statement-breakpoint
CREATE INDEX "officials_by_coefficient" ON "officials" USING btree ("coefficient","id");--> statement-breakpoint
CREATE INDEX "officials_by_retirement" ON "officials" USING btree ("retirement_date","id");--> statement-breakpoint
CREATE INDEX "officials_by_update" ON "officials" USING btree ("updated_at","id");--> statement-breakpoint
CREATE INDEX "officials_by_unit" ON "officials" USING btree ("unit_id","full_name" collate "vi-x-icu","id");--> statement-breakpoint
CREATE INDEX "officials_by_province" ON "officials" USING btree ("province_id","full_name" collate "vi-x-icu","id");--> statement-breakpoint
CREATE INDEX "officials_by_agency" ON "officials" USING btree ("agency_id","full_name" collate "vi-x-icu","id");--> statement-breakpoint
CREATE INDEX "officials_below_agency" ON "officials" USING btree ("agency_id" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "officials_by_person" ON "officials" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "officials_by_job_position" ON "officials" USING btree ("job_position_code");--> statement-breakpoint
CREATE INDEX "officials_by_rank" ON "officials" USING btree ("rank_code");--> statement-breakpoint
CREATE INDEX "officials_unmatched" ON "officials" USING btree ("full_name" collate "vi-x-icu","id") WHERE citizen_match = 'NOT_MATCHED';--> statement-breakpoint
CREATE INDEX "officials_under_former_units" ON "officials" USING btree ("full_name" collate "vi-x-icu","id") WHERE unit_id like '___%@start';--> statement-breakpoint
CREATE INDEX "officials_paid_after_leaving" ON "officials" USING btree ("full_name" collate "vi-x-icu","id") WHERE last_paid_month >= left_on;--> statement-breakpoint
CREATE INDEX "officials_name_search" ON "officials" USING gin ("folded_name" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "payroll_quotas_by_unit" ON "payroll_quotas" USING btree ("unit_id","year");--> statement-breakpoint
CREATE INDEX "payroll_quotas_by_province" ON "payroll_quotas" USING btree ("province_id","year");--> statement-breakpoint
CREATE INDEX "ratings_by_grade" ON "ratings" USING btree ("year","grade","official_id");