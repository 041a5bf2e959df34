CREATE TYPE "public"."agency_kind" AS ENUM('MINISTRY', 'MINISTERIAL_LEVEL_AGENCY', 'GOVERNMENT_AGENCY', 'OTHER_CENTRAL_BODY', 'PEOPLES_COMMITTEE', 'DEPARTMENT', 'PUBLIC_SERVICE_UNIT');--> statement-breakpoint
CREATE TYPE "public"."agency_level" AS ENUM('CENTRAL', 'PROVINCIAL', 'DISTRICT', 'COMMUNE');--> statement-breakpoint
CREATE TYPE "public"."succession_extent" AS ENUM('WHOLE', 'ALL_POPULATION_PART_OF_AREA', 'PART', 'PART_OF_AREA', 'PART_OF_POPULATION');--> statement-breakpoint
CREATE TYPE "public"."unit_kind" AS ENUM('PROVINCE', 'CITY', 'URBAN_DISTRICT', 'RURAL_DISTRICT', 'TOWN', 'PROVINCIAL_CITY', 'COMMUNE', 'WARD', 'TOWNSHIP', 'SPECIAL_ZONE');--> statement-breakpoint
CREATE TYPE "public"."unit_level" AS ENUM('PROVINCE', 'DISTRICT', 'COMMUNE');--> statement-breakpoint
CREATE TABLE "administrative_units" (
	"id" text PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"full_name" text NOT NULL,
	"name_en" text NOT NULL,
	"kind" "unit_kind" NOT NULL,
	"level" "unit_level" NOT NULL,
	"parent_code" text,
	"valid_from" date,
	"valid_to" date,
	"validity" daterange GENERATED ALWAYS AS (daterange(valid_from, valid_to)) STORED,
	"folded_name" text GENERATED ALWAYS AS (fold_name(name)) STORED,
	"folded_full_name" text GENERATED ALWAYS AS (fold_name(full_name)) STORED
);
--> statement-breakpoint
CREATE TABLE "agencies" (
	"id" text PRIMARY KEY NOT NULL,
	"legacy_code" text,
	"name" text NOT NULL,
	"name_en" text NOT NULL,
	"level" "agency_level" NOT NULL,
	"kind" "agency_kind" NOT NULL,
	"parent_id" text,
	"valid_from" date,
	"valid_to" date,
	"validity" daterange GENERATED ALWAYS AS (daterange(valid_from, valid_to)) STORED,
	"folded_name" text GENERATED ALWAYS AS (fold_name(name)) STORED
);
--> statement-breakpoint
CREATE TABLE "agency_units" (
	"agency_id" text NOT NULL,
	"unit_code" text NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"validity" daterange GENERATED ALWAYS AS (daterange(valid_from, valid_to)) STORED
);
--> statement-breakpoint
CREATE TABLE "unit_successions" (
	"from_id" text NOT NULL,
	"to_id" text NOT NULL,
	"extent" "succession_extent" NOT NULL,
	"resolution" text,
	"effective_from" date NOT NULL,
	CONSTRAINT "unit_successions_from_id_to_id_pk" PRIMARY KEY("from_id","to_id")
);
--> statement-breakpoint
ALTER TABLE "agencies" ADD CONSTRAINT "agencies_parent_id_agencies_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."agencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agency_units" ADD CONSTRAINT "agency_units_agency_id_agencies_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit_successions" ADD CONSTRAINT "unit_successions_from_id_administrative_units_id_fk" FOREIGN KEY ("from_id") REFERENCES "public"."administrative_units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit_successions" ADD CONSTRAINT "unit_successions_to_id_administrative_units_id_fk" FOREIGN KEY ("to_id") REFERENCES "public"."administrative_units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "administrative_units_code" ON "administrative_units" USING btree ("code","id");--> statement-breakpoint
CREATE INDEX "administrative_units_name" ON "administrative_units" USING btree ("name" collate "vi-x-icu","id");--> statement-breakpoint
CREATE INDEX "administrative_units_parent" ON "administrative_units" USING btree ("parent_code","code","id");--> statement-breakpoint
CREATE INDEX "administrative_units_level" ON "administrative_units" USING btree ("level","code","id");--> statement-breakpoint
CREATE INDEX "administrative_units_folded" ON "administrative_units" USING gin ("folded_name" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "agencies_name" ON "agencies" USING btree ("name" collate "vi-x-icu","id");--> statement-breakpoint
CREATE INDEX "agencies_parent" ON "agencies" USING btree ("parent_id","id");--> statement-breakpoint
CREATE INDEX "agencies_level" ON "agencies" USING btree ("level","id");--> statement-breakpoint
CREATE INDEX "agencies_folded" ON "agencies" USING gin ("folded_name" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "agency_units_unit" ON "agency_units" USING btree ("unit_code","agency_id");--> statement-breakpoint
CREATE INDEX "unit_successions_to" ON "unit_successions" USING btree ("to_id","from_id");