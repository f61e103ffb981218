-- A bill names its account and site; a credit note takes a whole bill back, and a corrected bill takes its place. Amounts and energy of a credit note
-- are negative, so that sums over all rows are right.
-- SQLite cannot drop the unique session of the first schema: both tables are made anew.
CREATE TABLE bill_anew (
    bill_number TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    corrects_number TEXT NULL,
    series TEXT NOT NULL,
    bill_year INTEGER NOT NULL,
    serial BIGINT NOT NULL,
    session_id TEXT NOT NULL,
    charger_id TEXT NOT NULL,
    site_id TEXT NULL,
    account_id TEXT NULL,
    issued_utc_ms BIGINT NOT NULL,
    start_utc_ms BIGINT NOT NULL,
    end_utc_ms BIGINT NOT NULL,
    time_zone TEXT NOT NULL,
    energy_milliwatt_hours BIGINT NOT NULL,
    currency TEXT NOT NULL,
    currency_decimals INTEGER NOT NULL,
    total_excl_minor BIGINT NOT NULL,
    total_incl_minor BIGINT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (series, bill_year, serial)
);
INSERT INTO bill_anew (kind, bill_number, series, bill_year, serial, session_id, charger_id, issued_utc_ms, start_utc_ms, end_utc_ms, time_zone, energy_milliwatt_hours, currency,
    currency_decimals, total_excl_minor, total_incl_minor, body)
SELECT 'Bill', bill_number, series, bill_year, serial, session_id, charger_id, issued_utc_ms, start_utc_ms, end_utc_ms, time_zone, energy_milliwatt_hours, currency,
    currency_decimals, total_excl_minor, total_incl_minor, body FROM bill;

CREATE TABLE bill_line_anew (
    bill_number TEXT NOT NULL REFERENCES bill_anew (bill_number),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    element INTEGER NULL,
    volume BIGINT NOT NULL,
    billed_volume BIGINT NOT NULL,
    price_micros BIGINT NOT NULL,
    vat_ppm INTEGER NOT NULL,
    excl_minor BIGINT NOT NULL,
    vat_minor BIGINT NOT NULL,
    PRIMARY KEY (bill_number, position)
);
INSERT INTO bill_line_anew SELECT bill_number, position, kind, element, volume, billed_volume, price_micros, vat_ppm, excl_minor, vat_minor FROM bill_line;
DROP TABLE bill_line;
DROP TABLE bill;
ALTER TABLE bill_anew RENAME TO bill;
ALTER TABLE bill_line_anew RENAME TO bill_line;
CREATE INDEX bill_by_issue ON bill (issued_utc_ms, bill_number);
CREATE INDEX bill_by_charger ON bill (charger_id, start_utc_ms);
CREATE UNIQUE INDEX bill_of_session ON bill (session_id) WHERE kind = 'Bill';
CREATE UNIQUE INDEX bill_correction ON bill (corrects_number, kind) WHERE corrects_number IS NOT NULL;
CREATE INDEX bill_by_account ON bill (account_id, start_utc_ms);
CREATE INDEX bill_by_start ON bill (start_utc_ms);
CREATE TRIGGER bill_is_not_changed BEFORE UPDATE ON bill BEGIN SELECT RAISE(ABORT, 'a bill is immutable'); END;
CREATE TRIGGER bill_is_not_deleted BEFORE DELETE ON bill BEGIN SELECT RAISE(ABORT, 'a bill is immutable'); END;
CREATE TRIGGER bill_line_is_not_changed BEFORE UPDATE ON bill_line BEGIN SELECT RAISE(ABORT, 'a bill is immutable'); END;
CREATE TRIGGER bill_line_is_not_deleted BEFORE DELETE ON bill_line BEGIN SELECT RAISE(ABORT, 'a bill is immutable'); END;
