CREATE INDEX "employers_not_active" ON "employers" USING btree ("status","name" collate "vi-x-icu","tax_code") WHERE status <> 'ACTIVE';--> statement-breakpoint
CREATE INDEX "unemployment_claims_province_amount" ON "unemployment_claims" USING btree ("province_id","monthly_amount","id");--> statement-breakpoint
CREATE INDEX "workers_province_registered_on" ON "workers" USING btree ("province_id","registered_on","id");--> statement-breakpoint
CREATE INDEX "workers_province_updated_on" ON "workers" USING btree ("province_id","updated_on","id");