DROP INDEX "ratings_by_grade";--> statement-breakpoint
CREATE INDEX "officials_by_province_coefficient" ON "officials" USING btree ("province_id","coefficient","id");--> statement-breakpoint
CREATE INDEX "officials_by_province_retirement" ON "officials" USING btree ("province_id","retirement_date","id");--> statement-breakpoint
CREATE INDEX "officials_by_province_update" ON "officials" USING btree ("province_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "officials_out_of_office" ON "officials" USING btree ("status","full_name" collate "vi-x-icu","id") WHERE status <> 'ACTIVE';--> statement-breakpoint
CREATE INDEX "officials_by_beginning_of_unit" ON "officials" USING btree (split_part(unit_id, '@', 2),"full_name" collate "vi-x-icu","id");--> statement-breakpoint
CREATE INDEX "ratings_by_grade" ON "ratings" USING btree ("grade","year","official_id");