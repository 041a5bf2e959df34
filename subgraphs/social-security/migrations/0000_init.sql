CREATE TYPE "public"."assistance_kind" AS ENUM('CHILD_WITHOUT_CARE', 'SINGLE_PARENT', 'ELDERLY', 'DISABILITY', 'OTHER');--> statement-breakpoint
CREATE TYPE "public"."benefit_kind" AS ENUM('SICKNESS', 'MATERNITY', 'RETIREMENT', 'SURVIVOR', 'ACCIDENT_DISEASE', 'UNEMPLOYMENT', 'LUMP_SUM');--> statement-breakpoint
CREATE TYPE "public"."insurance_scheme" AS ENUM('COMPULSORY', 'VOLUNTARY', 'HEALTH_ONLY');--> statement-breakpoint
CREATE TYPE "public"."insured_category" AS ENUM('CIVIL_SERVANT', 'PUBLIC_EMPLOYEE', 'CONTRACT_WORKER', 'VOLUNTARY', 'PENSIONER', 'HEALTH_INSURED');--> statement-breakpoint
CREATE TYPE "public"."insured_status" AS ENUM('CONTRIBUTING', 'PAUSED', 'PENSION', 'NONE');--> statement-breakpoint
CREATE TYPE "public"."merit_kind" AS ENUM('REVOLUTIONARY', 'MARTYR_RELATIVE', 'HEROIC_MOTHER', 'HERO', 'WAR_INVALID', 'SICK_SOLDIER', 'TOXIC_EXPOSED', 'IMPRISONED', 'RESISTANCE', 'SUPPORTER');--> statement-breakpoint
CREATE TYPE "public"."poverty_status" AS ENUM('POOR', 'NEAR_POOR');--> statement-breakpoint
CREATE TYPE "public"."household_relationship" AS ENUM('HEAD', 'SPOUSE', 'CHILD', 'PARENT', 'OTHER');--> statement-breakpoint
CREATE TYPE "public"."sex" AS ENUM('MALE', 'FEMALE');--> statement-breakpoint
CREATE TYPE "public"."social_pension_ground" AS ENUM('AGE_75', 'AGE_70_POOR');--> statement-breakpoint
CREATE TABLE "assistance_grants" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"unit_id" text NOT NULL,
	"province_id" text,
	"kind" "assistance_kind" NOT NULL,
	"coefficient" numeric(5, 3) NOT NULL,
	"monthly_amount" bigint NOT NULL,
	"started_on" date NOT NULL,
	"ended_on" date,
	"decision_number" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "benefits" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"insured_person_id" uuid,
	"unit_id" text NOT NULL,
	"province_id" text,
	"kind" "benefit_kind" NOT NULL,
	"first_month" date NOT NULL,
	"last_month" date,
	"amount" bigint NOT NULL,
	"decision_number" text NOT NULL,
	"decided_on" date NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contribution_months" (
	"insured_person_id" uuid NOT NULL,
	"month" date NOT NULL,
	"base" integer NOT NULL,
	"unemployment_insured" boolean NOT NULL,
	"employer_tax_code" text,
	"agency_id" text,
	CONSTRAINT "contribution_months_first_day" CHECK (extract(day from "contribution_months"."month") = 1)
);
--> statement-breakpoint
CREATE TABLE "health_cards" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"number" text NOT NULL,
	"holder_group" text NOT NULL,
	"full_name" text NOT NULL,
	"folded_name" text GENERATED ALWAYS AS (fold_name(full_name)) STORED NOT NULL,
	"sex" "sex" NOT NULL,
	"birth_date" date NOT NULL,
	"unit_id" text NOT NULL,
	"province_id" text,
	"facility" text NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date
);
--> statement-breakpoint
CREATE TABLE "insurance_numbers" (
	"insurance_number" text NOT NULL,
	"insured_person_id" uuid NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	CONSTRAINT "insurance_numbers_insurance_number_insured_person_id_pk" PRIMARY KEY("insurance_number","insured_person_id")
);
--> statement-breakpoint
CREATE TABLE "insured_persons" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"personal_number" text NOT NULL,
	"full_name" text NOT NULL,
	"folded_name" text GENERATED ALWAYS AS (fold_name(full_name)) STORED NOT NULL,
	"sex" "sex" NOT NULL,
	"birth_date" date NOT NULL,
	"unit_id" text NOT NULL,
	"province_id" text,
	"scheme" "insurance_scheme" NOT NULL,
	"category" "insured_category" NOT NULL,
	"status" "insured_status" NOT NULL,
	"joined_on" date NOT NULL,
	"contribution_months" integer NOT NULL,
	"last_contribution_month" date,
	"insured_base" bigint,
	"employer_tax_code" text,
	"agency_id" text,
	"updated_on" date NOT NULL
);
--> statement-breakpoint
CREATE TABLE "merit_persons" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"full_name" text NOT NULL,
	"folded_name" text GENERATED ALWAYS AS (fold_name(full_name)) STORED NOT NULL,
	"unit_id" text NOT NULL,
	"province_id" text,
	"kind" "merit_kind" NOT NULL,
	"injury_percent" smallint,
	"monthly_amount" bigint NOT NULL,
	"recognised_on" date NOT NULL,
	"decision_number" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pensions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"insured_person_id" uuid,
	"unit_id" text NOT NULL,
	"province_id" text,
	"started_on" date NOT NULL,
	"ended_on" date,
	"monthly_amount" bigint NOT NULL,
	"contribution_years" smallint NOT NULL,
	"rate_percent" numeric(5, 2) NOT NULL,
	"decision_number" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "poor_household_members" (
	"household_id" uuid NOT NULL,
	"ordinal" smallint NOT NULL,
	"person_id" uuid,
	"full_name" text NOT NULL,
	"birth_date" date NOT NULL,
	"relationship" "household_relationship" NOT NULL,
	CONSTRAINT "poor_household_members_household_id_ordinal_pk" PRIMARY KEY("household_id","ordinal")
);
--> statement-breakpoint
CREATE TABLE "poor_households" (
	"id" uuid PRIMARY KEY NOT NULL,
	"household_code" text NOT NULL,
	"unit_id" text NOT NULL,
	"province_id" text,
	"standard_id" text NOT NULL,
	"status" "poverty_status" NOT NULL,
	"recognised_on" date NOT NULL,
	"removed_on" date,
	"member_count" smallint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "social_pensions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"full_name" text NOT NULL,
	"birth_date" date NOT NULL,
	"unit_id" text NOT NULL,
	"province_id" text,
	"ground" "social_pension_ground" NOT NULL,
	"started_on" date NOT NULL,
	"ended_on" date,
	"monthly_amount" bigint NOT NULL,
	"decision_number" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "benefits" ADD CONSTRAINT "benefits_insured_person_id_insured_persons_id_fk" FOREIGN KEY ("insured_person_id") REFERENCES "public"."insured_persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contribution_months" ADD CONSTRAINT "contribution_months_insured_person_id_insured_persons_id_fk" FOREIGN KEY ("insured_person_id") REFERENCES "public"."insured_persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "insurance_numbers" ADD CONSTRAINT "insurance_numbers_insured_person_id_insured_persons_id_fk" FOREIGN KEY ("insured_person_id") REFERENCES "public"."insured_persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pensions" ADD CONSTRAINT "pensions_insured_person_id_insured_persons_id_fk" FOREIGN KEY ("insured_person_id") REFERENCES "public"."insured_persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "poor_household_members" ADD CONSTRAINT "poor_household_members_household_id_poor_households_id_fk" FOREIGN KEY ("household_id") REFERENCES "public"."poor_households"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "assistance_grants_unit" ON "assistance_grants" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "assistance_grants_province" ON "assistance_grants" USING btree ("province_id");--> statement-breakpoint
CREATE INDEX "assistance_grants_person" ON "assistance_grants" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "benefits_first_month" ON "benefits" USING btree ("first_month","id");--> statement-breakpoint
CREATE INDEX "benefits_amount" ON "benefits" USING btree ("amount","id");--> statement-breakpoint
CREATE INDEX "benefits_kind" ON "benefits" USING btree ("kind","first_month","id");--> statement-breakpoint
CREATE INDEX "benefits_unit" ON "benefits" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "benefits_province" ON "benefits" USING btree ("province_id");--> statement-breakpoint
CREATE INDEX "benefits_person" ON "benefits" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "benefits_insured_person" ON "benefits" USING btree ("insured_person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "contribution_months_insured_person" ON "contribution_months" USING btree ("insured_person_id","month");--> statement-breakpoint
CREATE INDEX "contribution_months_employer" ON "contribution_months" USING btree ("employer_tax_code","month") WHERE employer_tax_code is not null;--> statement-breakpoint
CREATE INDEX "contribution_months_agency" ON "contribution_months" USING btree ("agency_id","month") WHERE agency_id is not null;--> statement-breakpoint
CREATE INDEX "health_cards_name" ON "health_cards" USING btree ("full_name" collate "vi-x-icu","id");--> statement-breakpoint
CREATE INDEX "health_cards_birth_date" ON "health_cards" USING btree ("birth_date","id");--> statement-breakpoint
CREATE INDEX "health_cards_group" ON "health_cards" USING btree ("holder_group");--> statement-breakpoint
CREATE INDEX "health_cards_unit" ON "health_cards" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "health_cards_province" ON "health_cards" USING btree ("province_id");--> statement-breakpoint
CREATE INDEX "health_cards_person" ON "health_cards" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "health_cards_name_search" ON "health_cards" USING gin ("folded_name" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "insurance_numbers_insured_person" ON "insurance_numbers" USING btree ("insured_person_id");--> statement-breakpoint
CREATE INDEX "insured_persons_name" ON "insured_persons" USING btree ("full_name" collate "vi-x-icu","id");--> statement-breakpoint
CREATE INDEX "insured_persons_birth_date" ON "insured_persons" USING btree ("birth_date","id");--> statement-breakpoint
CREATE INDEX "insured_persons_joined_on" ON "insured_persons" USING btree ("joined_on","id");--> statement-breakpoint
CREATE INDEX "insured_persons_contribution_months" ON "insured_persons" USING btree ("contribution_months","id");--> statement-breakpoint
CREATE INDEX "insured_persons_unit" ON "insured_persons" USING btree ("unit_id","full_name" collate "vi-x-icu","id");--> statement-breakpoint
CREATE INDEX "insured_persons_province" ON "insured_persons" USING btree ("province_id","full_name" collate "vi-x-icu","id");--> statement-breakpoint
CREATE INDEX "insured_persons_agency" ON "insured_persons" USING btree ("agency_id","full_name" collate "vi-x-icu","id");--> statement-breakpoint
CREATE INDEX "insured_persons_employer" ON "insured_persons" USING btree ("employer_tax_code","full_name" collate "vi-x-icu","id");--> statement-breakpoint
CREATE INDEX "insured_persons_person" ON "insured_persons" USING btree ("person_id","id");--> statement-breakpoint
CREATE INDEX "insured_persons_last_month" ON "insured_persons" USING btree ("last_contribution_month");--> statement-breakpoint
CREATE INDEX "insured_persons_base" ON "insured_persons" USING btree ("insured_base");--> statement-breakpoint
CREATE INDEX "insured_persons_updated_on" ON "insured_persons" USING btree ("updated_on");--> statement-breakpoint
CREATE INDEX "insured_persons_name_search" ON "insured_persons" USING gin ("folded_name" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "merit_persons_name" ON "merit_persons" USING btree ("full_name" collate "vi-x-icu","id");--> statement-breakpoint
CREATE INDEX "merit_persons_recognised_on" ON "merit_persons" USING btree ("recognised_on","id");--> statement-breakpoint
CREATE INDEX "merit_persons_kind" ON "merit_persons" USING btree ("kind");--> statement-breakpoint
CREATE INDEX "merit_persons_unit" ON "merit_persons" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "merit_persons_province" ON "merit_persons" USING btree ("province_id");--> statement-breakpoint
CREATE INDEX "merit_persons_person" ON "merit_persons" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "merit_persons_name_search" ON "merit_persons" USING gin ("folded_name" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "pensions_started_on" ON "pensions" USING btree ("started_on","id");--> statement-breakpoint
CREATE INDEX "pensions_amount" ON "pensions" USING btree ("monthly_amount","id");--> statement-breakpoint
CREATE INDEX "pensions_unit" ON "pensions" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "pensions_province" ON "pensions" USING btree ("province_id");--> statement-breakpoint
CREATE INDEX "pensions_person" ON "pensions" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "pensions_insured_person" ON "pensions" USING btree ("insured_person_id");--> statement-breakpoint
CREATE INDEX "poor_household_members_person" ON "poor_household_members" USING btree ("person_id") WHERE person_id is not null;--> statement-breakpoint
CREATE INDEX "poor_households_recognised_on" ON "poor_households" USING btree ("recognised_on","id");--> statement-breakpoint
CREATE INDEX "poor_households_member_count" ON "poor_households" USING btree ("member_count","id");--> statement-breakpoint
CREATE INDEX "poor_households_unit" ON "poor_households" USING btree ("unit_id","recognised_on","id");--> statement-breakpoint
CREATE INDEX "poor_households_province" ON "poor_households" USING btree ("province_id","recognised_on","id");--> statement-breakpoint
CREATE INDEX "poor_households_standard" ON "poor_households" USING btree ("standard_id","status");--> statement-breakpoint
CREATE INDEX "social_pensions_started_on" ON "social_pensions" USING btree ("started_on","id");--> statement-breakpoint
CREATE INDEX "social_pensions_amount" ON "social_pensions" USING btree ("monthly_amount","id");--> statement-breakpoint
CREATE INDEX "social_pensions_unit" ON "social_pensions" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "social_pensions_province" ON "social_pensions" USING btree ("province_id");--> statement-breakpoint
CREATE INDEX "social_pensions_person" ON "social_pensions" USING btree ("person_id");