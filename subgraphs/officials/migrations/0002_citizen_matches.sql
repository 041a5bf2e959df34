CREATE TYPE "public"."citizen_outcome" AS ENUM('MATCHED', 'MISMATCH', 'NOT_FOUND', 'DECEASED', 'SUPERSEDED');--> statement-breakpoint
CREATE TABLE "citizen_match_runs" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "citizen_match_runs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"started_at" timestamp with time zone NOT NULL,
	"cutoff" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "citizen_matches" (
	"official_id" uuid PRIMARY KEY NOT NULL,
	"outcome" "citizen_outcome" NOT NULL,
	"mismatched_fields" text[] NOT NULL,
	"superseding_number" text,
	"checked_at" timestamp with time zone NOT NULL,
	"fingerprint" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "citizen_matches" ADD CONSTRAINT "citizen_matches_official_id_officials_id_fk" FOREIGN KEY ("official_id") REFERENCES "public"."officials"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "citizen_matches_to_mend" ON "citizen_matches" USING btree ("outcome","official_id") WHERE outcome <> 'MATCHED';