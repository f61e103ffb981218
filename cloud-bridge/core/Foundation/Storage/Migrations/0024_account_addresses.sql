-- What an electronic invoice needs of its buyer, and by when it is to be paid: empty where nobody has said so.
ALTER TABLE account ADD COLUMN city TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN postal_code TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN country_code TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN buyer_reference TEXT NOT NULL DEFAULT '';
ALTER TABLE issuer ADD COLUMN payment_days INTEGER NOT NULL DEFAULT 14;
