-- Where a site is, as partners are told it: empty and null where nobody has said so yet.
ALTER TABLE site ADD COLUMN city TEXT NOT NULL DEFAULT '';
ALTER TABLE site ADD COLUMN postal_code TEXT NOT NULL DEFAULT '';
ALTER TABLE site ADD COLUMN country_code TEXT NOT NULL DEFAULT '';
ALTER TABLE site ADD COLUMN latitude_microdegrees BIGINT NULL;
ALTER TABLE site ADD COLUMN longitude_microdegrees BIGINT NULL;
