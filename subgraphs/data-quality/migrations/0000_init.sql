CREATE TYPE "public"."finding_state" AS ENUM('OPEN', 'RESOLVED', 'WAIVED');--> statement-breakpoint
CREATE TYPE "public"."quality_dimension" AS ENUM('CORRECT', 'SUFFICIENT', 'CLEAN', 'LIVING');--> statement-breakpoint
CREATE TYPE "public"."rule_run_state" AS ENUM('JUDGED', 'NOT_RUN');--> statement-breakpoint
CREATE TYPE "public"."rule_severity" AS ENUM('LOW', 'MEDIUM', 'HIGH');--> statement-breakpoint
CREATE TYPE "public"."run_kind" AS ENUM('FULL', 'INCREMENTAL');--> statement-breakpoint
CREATE TYPE "public"."run_state" AS ENUM('RUNNING', 'COMPLETED', 'ABANDONED');--> statement-breakpoint
CREATE TABLE "findings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"rule_id" text NOT NULL,
	"dimension" "quality_dimension" NOT NULL,
	"severity" "rule_severity" NOT NULL,
	"database" text NOT NULL,
	"entity" text NOT NULL,
	"record_id" text NOT NULL,
	"part" text NOT NULL,
	"person_id" uuid,
	"owner_id" text NOT NULL,
	"agency_id" text,
	"unit_id" text,
	"province_id" text,
	"state" "finding_state" NOT NULL,
	"details" jsonb NOT NULL,
	"correction" jsonb,
	"fingerprint" text NOT NULL,
	"first_seen_at" timestamp with time zone NOT NULL,
	"resolved_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "participation" (
	"owner_id" text NOT NULL,
	"as_of" date NOT NULL,
	"records" integer NOT NULL,
	"due" integer NOT NULL,
	"in_time" integer NOT NULL,
	"last_updated_at" timestamp with time zone,
	CONSTRAINT "participation_owner_id_as_of_pk" PRIMARY KEY("owner_id","as_of")
);
--> statement-breakpoint
CREATE TABLE "place_names" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "quality_cells" (
	"rule_id" text NOT NULL,
	"owner_id" text NOT NULL,
	"agency_id" text NOT NULL,
	"unit_id" text NOT NULL,
	"province_id" text NOT NULL,
	"checked" integer NOT NULL,
	"open" integer NOT NULL,
	"waived" integer NOT NULL,
	"valid_from" timestamp with time zone NOT NULL,
	"valid_to" timestamp with time zone,
	CONSTRAINT "quality_cells_rule_id_owner_id_agency_id_unit_id_province_id_valid_from_pk" PRIMARY KEY("rule_id","owner_id","agency_id","unit_id","province_id","valid_from")
);
--> statement-breakpoint
CREATE TABLE "quality_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" "run_kind" NOT NULL,
	"state" "run_state" NOT NULL,
	"as_of" date NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "rule_runs" (
	"run_id" uuid NOT NULL,
	"rule_id" text NOT NULL,
	"state" "rule_run_state" NOT NULL,
	"missing" text[] DEFAULT '{}' NOT NULL,
	"checked" integer NOT NULL,
	"found" integer NOT NULL,
	"added" integer NOT NULL,
	"resolved" integer NOT NULL,
	"milliseconds" integer NOT NULL,
	"finished_at" timestamp with time zone NOT NULL,
	CONSTRAINT "rule_runs_run_id_rule_id_pk" PRIMARY KEY("run_id","rule_id")
);
--> statement-breakpoint
CREATE TABLE "staged_sources" (
	"database" text PRIMARY KEY NOT NULL,
	"run_id" uuid NOT NULL,
	"epoch" text NOT NULL,
	"xid" text NOT NULL,
	"shape" text NOT NULL,
	"rows" bigint NOT NULL,
	"staged_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "waivers" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"finding_id" uuid NOT NULL,
	"fingerprint" text NOT NULL,
	"reason" text NOT NULL,
	"waived_by" text NOT NULL,
	"waived_at" timestamp with time zone DEFAULT now() NOT NULL,
	"withdrawn_by" text,
	"withdrawn_at" timestamp with time zone,
	CONSTRAINT "waivers_reason" CHECK (char_length(regexp_replace(reason, '[[:space:]]', '', 'g')) >= 10 and char_length(reason) <= 1000),
	CONSTRAINT "waivers_reason_numbers" CHECK (reason !~ '([0-9][ .-]*){9}'),
	CONSTRAINT "waivers_withdrawn" CHECK ((withdrawn_by is null) = (withdrawn_at is null))
);
--> statement-breakpoint
ALTER TABLE "rule_runs" ADD CONSTRAINT "rule_runs_run_id_quality_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."quality_runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waivers" ADD CONSTRAINT "waivers_finding_id_findings_id_fk" FOREIGN KEY ("finding_id") REFERENCES "public"."findings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "findings_record" ON "findings" USING btree ("rule_id","record_id","part");--> statement-breakpoint
CREATE INDEX "findings_by_first_seen" ON "findings" USING btree ("first_seen_at","id");--> statement-breakpoint
CREATE INDEX "findings_by_severity" ON "findings" USING btree ("severity","id");--> statement-breakpoint
CREATE INDEX "findings_by_state" ON "findings" USING btree ("state","first_seen_at","id");--> statement-breakpoint
CREATE INDEX "findings_by_rule" ON "findings" USING btree ("rule_id","state","first_seen_at","id");--> statement-breakpoint
CREATE INDEX "findings_by_entity" ON "findings" USING btree ("entity","record_id");--> statement-breakpoint
CREATE INDEX "findings_by_person" ON "findings" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "findings_by_unit" ON "findings" USING btree ("unit_id","first_seen_at","id");--> statement-breakpoint
CREATE INDEX "findings_by_province" ON "findings" USING btree ("province_id","first_seen_at","id");--> statement-breakpoint
CREATE INDEX "findings_by_agency" ON "findings" USING btree ("agency_id" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "findings_by_owner" ON "findings" USING btree ("owner_id","first_seen_at","id");--> statement-breakpoint
CREATE INDEX "quality_cells_now" ON "quality_cells" USING btree ("rule_id") WHERE valid_to is null;--> statement-breakpoint
CREATE INDEX "quality_cells_by_unit" ON "quality_cells" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "quality_cells_by_province" ON "quality_cells" USING btree ("province_id");--> statement-breakpoint
CREATE INDEX "quality_cells_by_agency" ON "quality_cells" USING btree ("agency_id" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "rule_runs_rule" ON "rule_runs" USING btree ("rule_id","finished_at" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "waivers_standing" ON "waivers" USING btree ("finding_id","fingerprint") WHERE withdrawn_at is null;--> statement-breakpoint
CREATE INDEX "waivers_by_finding" ON "waivers" USING btree ("finding_id","waived_at" DESC NULLS LAST);