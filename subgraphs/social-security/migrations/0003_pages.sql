CREATE INDEX "insured_persons_province_birth_date" ON "insured_persons" USING btree ("province_id","birth_date","id");--> statement-breakpoint
CREATE INDEX "insured_persons_province_joined_on" ON "insured_persons" USING btree ("province_id","joined_on","id");--> statement-breakpoint
CREATE INDEX "insured_persons_province_months" ON "insured_persons" USING btree ("province_id","contribution_months","id");--> statement-breakpoint
CREATE INDEX "insured_persons_not_contributing" ON "insured_persons" USING btree ("status","full_name" collate "vi-x-icu","id") WHERE status <> 'CONTRIBUTING';--> statement-breakpoint
CREATE INDEX "insured_persons_not_compulsory" ON "insured_persons" USING btree ("scheme","full_name" collate "vi-x-icu","id") WHERE scheme <> 'COMPULSORY';--> statement-breakpoint
CREATE INDEX "insured_persons_not_working" ON "insured_persons" USING btree ("category","full_name" collate "vi-x-icu","id") WHERE category in ('VOLUNTARY', 'PENSIONER', 'HEALTH_INSURED');--> statement-breakpoint
CREATE INDEX "pensions_ended" ON "pensions" USING btree ("started_on","id") WHERE ended_on is not null;--> statement-breakpoint
CREATE INDEX "poor_households_province_members" ON "poor_households" USING btree ("province_id","member_count","id");--> statement-breakpoint
CREATE INDEX "social_pensions_ended" ON "social_pensions" USING btree ("started_on","id") WHERE ended_on is not null;