-- Reports by month of issue too, and VAT by rate and country. The purchase of a session stands with the bill that took another's place:
-- facts are worked out anew by the next report.
DELETE FROM bill_hour;
DELETE FROM bill_fact;
ALTER TABLE bill_fact ADD COLUMN issued_utc_ms BIGINT NOT NULL DEFAULT 0;
CREATE INDEX bill_fact_by_issue ON bill_fact (issued_utc_ms);

-- What a bill charges at one rate of VAT; vat_ppm -1 stands where it has none.
CREATE TABLE bill_vat (
    bill_number TEXT NOT NULL,
    country_code TEXT NOT NULL,
    vat_ppm INTEGER NOT NULL,
    excl_minor BIGINT NOT NULL,
    vat_minor BIGINT NOT NULL,
    PRIMARY KEY (bill_number, vat_ppm)
);
