-- A tariff is given to one charger, or with charger_id '*' to all, to those of a site, of a connector type, or both; the most specific wins, and per
-- target what began last. An empty tariff_id takes it away again. Rows from before this script (is_by_scope 0) keep their old rule: the highest
-- revision that names the charger or '*' wins.
ALTER TABLE charger_tariff ADD COLUMN site_id TEXT NULL;
ALTER TABLE charger_tariff ADD COLUMN connector_type TEXT NULL;
ALTER TABLE charger_tariff ADD COLUMN is_by_scope INTEGER NOT NULL DEFAULT 0;
ALTER TABLE charger_tariff ADD COLUMN assigned_utc_ms BIGINT NOT NULL DEFAULT 0;
ALTER TABLE charger_tariff ADD COLUMN assigned_by TEXT NOT NULL DEFAULT '';
UPDATE charger_tariff SET assigned_utc_ms = (SELECT t.published_utc_ms FROM tariff t WHERE t.tariff_id = charger_tariff.tariff_id AND t.version = charger_tariff.version);
CREATE INDEX charger_tariff_by_charger ON charger_tariff (charger_id, from_utc_ms);

ALTER TABLE tariff ADD COLUMN published_by TEXT NOT NULL DEFAULT '';

-- Where a charger was and what connector it had, from an instant on: a session of last year is priced by the site of last year.
CREATE TABLE charger_place (
    charger_id TEXT NOT NULL,
    from_utc_ms BIGINT NOT NULL,
    site_id TEXT NULL,
    connector_type TEXT NULL,
    PRIMARY KEY (charger_id, from_utc_ms)
);
INSERT INTO charger_place (charger_id, from_utc_ms, site_id, connector_type) SELECT charger_id, 0, site_id, connector_type FROM charger;

-- Tariffs that nobody is charged by yet; a text may still be wrong.
CREATE TABLE tariff_draft (
    draft_number BIGINT NOT NULL PRIMARY KEY,
    ocpi_json TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    changed_utc_ms BIGINT NOT NULL,
    changed_by TEXT NOT NULL
);
