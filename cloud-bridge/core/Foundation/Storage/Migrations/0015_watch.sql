-- Counts up with each status of a charger, so that the judge of incidents sees that there was another one, whatever the clocks say.
ALTER TABLE charger_status ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;
CREATE INDEX charger_status_by_time ON charger_status (at_utc_ms);
CREATE INDEX alert_by_charger ON alert (charger_id, code);

-- What the judge of incidents last knew of each charger. Times in unix ms; null or 0 where there is none.
-- An outage (offline: not heard of; mains: no mains) is away since, back since, and the incident it is part of: 0 for none yet, -1 for one
-- that is too old to be told. Due: when time alone changes something.
CREATE TABLE charger_watch (
    charger_id TEXT NOT NULL PRIMARY KEY,
    status_revision BIGINT NOT NULL,
    is_online BIGINT NOT NULL,
    status_utc_ms BIGINT NOT NULL,
    online_utc_ms BIGINT NOT NULL,
    offline_away_utc_ms BIGINT NULL,
    offline_back_utc_ms BIGINT NULL,
    offline_incident_id BIGINT NOT NULL,
    mains_away_utc_ms BIGINT NULL,
    mains_back_utc_ms BIGINT NULL,
    mains_incident_id BIGINT NOT NULL,
    came_back TEXT NOT NULL,
    boot_count BIGINT NOT NULL,
    boot_times TEXT NOT NULL,
    session_number BIGINT NOT NULL,
    session_ended_number BIGINT NOT NULL,
    session_start_utc_ms BIGINT NOT NULL,
    session_live_utc_ms BIGINT NOT NULL,
    session_milliwatt_hours BIGINT NOT NULL,
    session_duration_ms BIGINT NOT NULL,
    session_cost_micros BIGINT NULL,
    session_currency TEXT NOT NULL,
    session_milliwatts BIGINT NOT NULL,
    session_peak_milliamps BIGINT NOT NULL,
    price_micros BIGINT NOT NULL,
    next_price_micros BIGINT NOT NULL,
    next_price_utc_ms BIGINT NOT NULL,
    price_told_utc_ms BIGINT NOT NULL,
    interrupted_incident_id BIGINT NOT NULL,
    clock_utc_ms BIGINT NULL,
    clock_incident_id BIGINT NOT NULL,
    storage_utc_ms BIGINT NULL,
    storage_incident_id BIGINT NOT NULL,
    records_waiting BIGINT NOT NULL,
    asked_utc_ms BIGINT NOT NULL,
    fault_mask BIGINT NOT NULL,
    maintenance_mask BIGINT NOT NULL,
    due_utc_ms BIGINT NULL
);
CREATE INDEX charger_watch_due ON charger_watch (due_utc_ms) WHERE due_utc_ms IS NOT NULL;
CREATE INDEX charger_watch_session ON charger_watch (session_number) WHERE session_number > 0;

-- Incidents whose cause has gone, but not yet for long enough to be told as over.
CREATE TABLE incident_hold (
    incident_id BIGINT NOT NULL PRIMARY KEY REFERENCES incident (incident_id),
    clear_utc_ms BIGINT NOT NULL,
    due_utc_ms BIGINT NOT NULL
);
CREATE INDEX incident_hold_due ON incident_hold (due_utc_ms);
