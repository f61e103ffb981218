-- When the judge of incidents has seen an alert. What came before incidents were kept is history and raises none.
ALTER TABLE alert ADD COLUMN judged_utc_ms BIGINT NULL;
UPDATE alert SET judged_utc_ms = received_utc_ms;
CREATE INDEX alert_unjudged ON alert (received_utc_ms) WHERE judged_utc_ms IS NULL;

-- One thing that is wrong or worth knowing, from its raise to its clear. Subject: what it is about, "charger/ID", "site/ID" or "session/ID".
-- Facts: JSON, see IncidentFacts.
CREATE TABLE incident (
    incident_id BIGINT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    cause TEXT NOT NULL,
    severity TEXT NOT NULL,
    charger_id TEXT NULL,
    site_id TEXT NULL,
    account_id TEXT NULL,
    raised_utc_ms BIGINT NOT NULL,
    updated_utc_ms BIGINT NOT NULL,
    cleared_utc_ms BIGINT NULL,
    occurrences BIGINT NOT NULL,
    facts TEXT NOT NULL,
    acknowledged_by TEXT NULL,
    acknowledged_utc_ms BIGINT NULL,
    acknowledge_note TEXT NULL
);
-- Not twice at the same time.
CREATE UNIQUE INDEX incident_open ON incident (kind, subject, cause) WHERE cleared_utc_ms IS NULL;
CREATE INDEX incident_by_time ON incident (raised_utc_ms);
CREATE INDEX incident_by_charger ON incident (charger_id, raised_utc_ms);
CREATE INDEX incident_by_account ON incident (account_id, raised_utc_ms);

-- What happened to it, in order: what is told to people hangs on these. Numbers are given out under the write lock, so they commit in order.
CREATE TABLE incident_event (
    event_id BIGINT NOT NULL PRIMARY KEY,
    incident_id BIGINT NOT NULL REFERENCES incident (incident_id),
    action TEXT NOT NULL,
    at_utc_ms BIGINT NOT NULL,
    severity TEXT NOT NULL,
    person_name TEXT NULL,
    facts TEXT NOT NULL
);
CREATE INDEX incident_event_by_incident ON incident_event (incident_id, event_id);
