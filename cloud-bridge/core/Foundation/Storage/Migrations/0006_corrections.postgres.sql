-- A bill names its account and site; a credit note takes a whole bill back, and a corrected bill takes its place. Amounts and energy of a credit note
-- are negative, so that sums over all rows are right.
ALTER TABLE bill ADD COLUMN kind TEXT NOT NULL DEFAULT 'Bill';
ALTER TABLE bill ALTER COLUMN kind DROP DEFAULT;
ALTER TABLE bill ADD COLUMN corrects_number TEXT NULL;
ALTER TABLE bill ADD COLUMN site_id TEXT NULL;
ALTER TABLE bill ADD COLUMN account_id TEXT NULL;
ALTER TABLE bill DROP CONSTRAINT bill_session_id_key;
CREATE UNIQUE INDEX bill_of_session ON bill (session_id) WHERE kind = 'Bill';
CREATE UNIQUE INDEX bill_correction ON bill (corrects_number, kind) WHERE corrects_number IS NOT NULL;
CREATE INDEX bill_by_account ON bill (account_id, start_utc_ms);
CREATE INDEX bill_by_start ON bill (start_utc_ms);
