CREATE TYPE "public"."claim_status" AS ENUM('RECEIVING', 'ENDED', 'SUSPENDED', 'REFUSED');--> statement-breakpoint
CREATE TYPE "public"."contract_kind" AS ENUM('INDEFINITE', 'DEFINITE');--> statement-breakpoint
CREATE TYPE "public"."education" AS ENUM('NONE', 'PRIMARY', 'VOCATIONAL', 'COLLEGE', 'UNIVERSITY', 'POSTGRADUATE');--> statement-breakpoint
CREATE TYPE "public"."employer_status" AS ENUM('ACTIVE', 'SUSPENDED', 'DISSOLVED');--> statement-breakpoint
CREATE TYPE "public"."industry_edition" AS ENUM('VSIC_2018', 'VSIC_2025');--> statement-breakpoint
CREATE TYPE "public"."job_seeker_status" AS ENUM('SEEKING', 'PLACED', 'WITHDRAWN');--> statement-breakpoint
CREATE TYPE "public"."sex" AS ENUM('MALE', 'FEMALE');--> statement-breakpoint
CREATE TYPE "public"."tax_code_check" AS ENUM('VALID', 'SUSPECT', 'INVALID');--> statement-breakpoint
CREATE TYPE "public"."vacancy_status" AS ENUM('OPEN', 'FILLED', 'WITHDRAWN');--> statement-breakpoint
CREATE TYPE "public"."wage_region" AS ENUM('I', 'II', 'III', 'IV');--> statement-breakpoint
CREATE TYPE "public"."worker_status" AS ENUM('EMPLOYED', 'UNEMPLOYED', 'INACTIVE');--> statement-breakpoint
CREATE TABLE "employers" (
	"tax_code" text PRIMARY KEY NOT NULL,
	"tax_code_check" "tax_code_check" NOT NULL,
	"name" text NOT NULL,
	"name_en" text NOT NULL,
	"folded_name" text GENERATED ALWAYS AS (fold_name("employers"."name")) STORED,
	"industry_id" text,
	"unit_id" text NOT NULL,
	"province_id" text,
	"status" "employer_status" NOT NULL,
	"founded_on" date NOT NULL,
	"updated_on" date NOT NULL
);
--> statement-breakpoint
CREATE TABLE "employment_contracts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"worker_id" uuid NOT NULL,
	"employer_tax_code" text NOT NULL,
	"is_main" boolean NOT NULL,
	"kind" "contract_kind" NOT NULL,
	"started_on" date NOT NULL,
	"expires_on" date,
	"ended_on" date,
	"occupation_code" text,
	"position" text NOT NULL,
	"position_en" text NOT NULL,
	"unit_id" text NOT NULL,
	"monthly_salary" bigint NOT NULL,
	CONSTRAINT "employment_contracts_main_in_force" CHECK (not "employment_contracts"."is_main" or "employment_contracts"."ended_on" is null)
);
--> statement-breakpoint
CREATE TABLE "industries" (
	"id" text PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"edition" "industry_edition" NOT NULL,
	"name" text NOT NULL,
	"name_en" text NOT NULL,
	"level" smallint NOT NULL,
	"parent_id" text,
	"section" text NOT NULL,
	"unsure" text
);
--> statement-breakpoint
CREATE TABLE "job_seekers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"worker_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"occupation_code" text,
	"unit_id" text NOT NULL,
	"province_id" text,
	"expected_salary" bigint,
	"status" "job_seeker_status" NOT NULL,
	"registered_on" date NOT NULL
);
--> statement-breakpoint
CREATE TABLE "occupations" (
	"code" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"name_en" text NOT NULL,
	"level" smallint NOT NULL,
	"parent_code" text,
	"unsure" text
);
--> statement-breakpoint
CREATE TABLE "unemployment_claims" (
	"id" uuid PRIMARY KEY NOT NULL,
	"worker_id" uuid,
	"person_id" uuid NOT NULL,
	"status" "claim_status" NOT NULL,
	"unit_id" text NOT NULL,
	"province_id" text,
	"last_employer_tax_code" text,
	"submitted_on" date NOT NULL,
	"decided_on" date NOT NULL,
	"decision_number" text NOT NULL,
	"insured_months" integer NOT NULL,
	"average_salary" bigint NOT NULL,
	"last_insured_month" text,
	"wage_region" "wage_region",
	"months" smallint NOT NULL,
	"monthly_amount" bigint NOT NULL,
	"paid_months" text[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "vacancies" (
	"id" uuid PRIMARY KEY NOT NULL,
	"employer_tax_code" text NOT NULL,
	"occupation_code" text,
	"title" text NOT NULL,
	"title_en" text NOT NULL,
	"unit_id" text NOT NULL,
	"province_id" text,
	"openings" integer NOT NULL,
	"salary_from" bigint,
	"salary_to" bigint,
	"status" "vacancy_status" NOT NULL,
	"posted_on" date NOT NULL,
	"closes_on" date
);
--> statement-breakpoint
CREATE TABLE "workers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"personal_number" text NOT NULL,
	"full_name" text NOT NULL,
	"folded_name" text GENERATED ALWAYS AS (fold_name("workers"."full_name")) STORED,
	"sex" "sex" NOT NULL,
	"birth_date" date NOT NULL,
	"status" "worker_status" NOT NULL,
	"education" "education" NOT NULL,
	"unit_id" text NOT NULL,
	"province_id" text,
	"registered_on" date NOT NULL,
	"updated_on" date NOT NULL
);
--> statement-breakpoint
ALTER TABLE "employers" ADD CONSTRAINT "employers_industry_id_industries_id_fk" FOREIGN KEY ("industry_id") REFERENCES "public"."industries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "employment_contracts" ADD CONSTRAINT "employment_contracts_worker_id_workers_id_fk" FOREIGN KEY ("worker_id") REFERENCES "public"."workers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "employment_contracts" ADD CONSTRAINT "employment_contracts_employer_tax_code_employers_tax_code_fk" FOREIGN KEY ("employer_tax_code") REFERENCES "public"."employers"("tax_code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "employment_contracts" ADD CONSTRAINT "employment_contracts_occupation_code_occupations_code_fk" FOREIGN KEY ("occupation_code") REFERENCES "public"."occupations"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_seekers" ADD CONSTRAINT "job_seekers_worker_id_workers_id_fk" FOREIGN KEY ("worker_id") REFERENCES "public"."workers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_seekers" ADD CONSTRAINT "job_seekers_occupation_code_occupations_code_fk" FOREIGN KEY ("occupation_code") REFERENCES "public"."occupations"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unemployment_claims" ADD CONSTRAINT "unemployment_claims_worker_id_workers_id_fk" FOREIGN KEY ("worker_id") REFERENCES "public"."workers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vacancies" ADD CONSTRAINT "vacancies_employer_tax_code_employers_tax_code_fk" FOREIGN KEY ("employer_tax_code") REFERENCES "public"."employers"("tax_code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vacancies" ADD CONSTRAINT "vacancies_occupation_code_occupations_code_fk" FOREIGN KEY ("occupation_code") REFERENCES "public"."occupations"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "employers_name" ON "employers" USING btree ("name" collate "vi-x-icu","tax_code");--> statement-breakpoint
CREATE INDEX "employers_founded_on" ON "employers" USING btree ("founded_on","tax_code");--> statement-breakpoint
CREATE INDEX "employers_unit_id" ON "employers" USING btree ("unit_id","name" collate "vi-x-icu","tax_code");--> statement-breakpoint
CREATE INDEX "employers_province_id" ON "employers" USING btree ("province_id","name" collate "vi-x-icu","tax_code");--> statement-breakpoint
CREATE INDEX "employers_industry_id" ON "employers" USING btree ("industry_id");--> statement-breakpoint
CREATE INDEX "employers_unusual_tax_code" ON "employers" USING btree ("tax_code_check") WHERE "employers"."tax_code_check" <> 'VALID';--> statement-breakpoint
CREATE INDEX "employers_folded_name" ON "employers" USING gin ("folded_name" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "employment_contracts_worker_id" ON "employment_contracts" USING btree ("worker_id");--> statement-breakpoint
CREATE INDEX "employment_contracts_employer_started_on" ON "employment_contracts" USING btree ("employer_tax_code","started_on","id");--> statement-breakpoint
CREATE INDEX "employment_contracts_employer_salary" ON "employment_contracts" USING btree ("employer_tax_code","monthly_salary","id");--> statement-breakpoint
CREATE INDEX "employment_contracts_occupation_code" ON "employment_contracts" USING btree ("occupation_code" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "employment_contracts_unit_id" ON "employment_contracts" USING btree ("unit_id");--> statement-breakpoint
CREATE UNIQUE INDEX "employment_contracts_main" ON "employment_contracts" USING btree ("worker_id") WHERE "employment_contracts"."is_main";--> statement-breakpoint
CREATE INDEX "industries_parent_id" ON "industries" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "industries_level_code" ON "industries" USING btree ("level","code");--> statement-breakpoint
CREATE UNIQUE INDEX "industries_code_edition" ON "industries" USING btree ("code","edition");--> statement-breakpoint
CREATE UNIQUE INDEX "job_seekers_worker_id" ON "job_seekers" USING btree ("worker_id");--> statement-breakpoint
CREATE INDEX "job_seekers_person_id" ON "job_seekers" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "job_seekers_registered_on" ON "job_seekers" USING btree ("registered_on","id");--> statement-breakpoint
CREATE INDEX "job_seekers_unit_id" ON "job_seekers" USING btree ("unit_id","registered_on","id");--> statement-breakpoint
CREATE INDEX "job_seekers_province_id" ON "job_seekers" USING btree ("province_id","registered_on","id");--> statement-breakpoint
CREATE INDEX "job_seekers_status" ON "job_seekers" USING btree ("status","registered_on","id");--> statement-breakpoint
CREATE INDEX "job_seekers_occupation_code" ON "job_seekers" USING btree ("occupation_code" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "occupations_parent_code" ON "occupations" USING btree ("parent_code");--> statement-breakpoint
CREATE INDEX "occupations_level_code" ON "occupations" USING btree ("level","code");--> statement-breakpoint
CREATE INDEX "unemployment_claims_worker_id" ON "unemployment_claims" USING btree ("worker_id");--> statement-breakpoint
CREATE INDEX "unemployment_claims_person_id" ON "unemployment_claims" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "unemployment_claims_submitted_on" ON "unemployment_claims" USING btree ("submitted_on","id");--> statement-breakpoint
CREATE INDEX "unemployment_claims_monthly_amount" ON "unemployment_claims" USING btree ("monthly_amount","id");--> statement-breakpoint
CREATE INDEX "unemployment_claims_unit_id" ON "unemployment_claims" USING btree ("unit_id","submitted_on","id");--> statement-breakpoint
CREATE INDEX "unemployment_claims_province_id" ON "unemployment_claims" USING btree ("province_id","submitted_on","id");--> statement-breakpoint
CREATE INDEX "unemployment_claims_status" ON "unemployment_claims" USING btree ("status","submitted_on","id");--> statement-breakpoint
CREATE INDEX "unemployment_claims_paid_months" ON "unemployment_claims" USING gin ("paid_months");--> statement-breakpoint
CREATE INDEX "vacancies_posted_on" ON "vacancies" USING btree ("posted_on","id");--> statement-breakpoint
CREATE INDEX "vacancies_openings" ON "vacancies" USING btree ("openings","id");--> statement-breakpoint
CREATE INDEX "vacancies_employer" ON "vacancies" USING btree ("employer_tax_code","posted_on","id");--> statement-breakpoint
CREATE INDEX "vacancies_unit_id" ON "vacancies" USING btree ("unit_id","posted_on","id");--> statement-breakpoint
CREATE INDEX "vacancies_province_id" ON "vacancies" USING btree ("province_id","posted_on","id");--> statement-breakpoint
CREATE INDEX "vacancies_status" ON "vacancies" USING btree ("status","posted_on","id");--> statement-breakpoint
CREATE INDEX "vacancies_occupation_code" ON "vacancies" USING btree ("occupation_code" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "workers_person_id" ON "workers" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "workers_full_name" ON "workers" USING btree ("full_name" collate "vi-x-icu","id");--> statement-breakpoint
CREATE INDEX "workers_registered_on" ON "workers" USING btree ("registered_on","id");--> statement-breakpoint
CREATE INDEX "workers_updated_on" ON "workers" USING btree ("updated_on","id");--> statement-breakpoint
CREATE INDEX "workers_birth_date" ON "workers" USING btree ("birth_date");--> statement-breakpoint
CREATE INDEX "workers_unit_id" ON "workers" USING btree ("unit_id","full_name" collate "vi-x-icu","id");--> statement-breakpoint
CREATE INDEX "workers_province_id" ON "workers" USING btree ("province_id","full_name" collate "vi-x-icu","id");--> statement-breakpoint
CREATE INDEX "workers_status" ON "workers" USING btree ("status","full_name" collate "vi-x-icu","id");--> statement-breakpoint
CREATE INDEX "workers_folded_name" ON "workers" USING gin ("folded_name" gin_trgm_ops);