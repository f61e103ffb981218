-- Money is in minor units of the currency or in micro-units (millionths), energy in mWh, time in unix ms UTC, keys and codes in hexadecimal.

CREATE TABLE charger (
    charger_id TEXT NOT NULL PRIMARY KEY,
    device_key TEXT NOT NULL,
    password_hash TEXT NULL,
    added_utc_ms BIGINT NOT NULL
);

CREATE TABLE tariff (
    tariff_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    hash TEXT NOT NULL,
    currency TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    from_utc_ms BIGINT NOT NULL,
    ocpi_json TEXT NOT NULL,
    device_json TEXT NOT NULL,
    published_utc_ms BIGINT NOT NULL,
    PRIMARY KEY (tariff_id, version)
);

-- Which tariff goes to which charger; charger_id '*' is every charger. The highest revision that names a charger wins.
CREATE TABLE charger_tariff (
    revision BIGINT NOT NULL PRIMARY KEY,
    charger_id TEXT NOT NULL,
    from_utc_ms BIGINT NOT NULL,
    tariff_id TEXT NOT NULL,
    version INTEGER NOT NULL
);

-- Session summaries and alerts of chargers: one gapless sequence per charger, each proved by its code.
CREATE TABLE durable_record (
    charger_id TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    kind INTEGER NOT NULL,
    content_hash TEXT NOT NULL,
    previous_mac TEXT NOT NULL,
    mac TEXT NOT NULL,
    received_utc_ms BIGINT NOT NULL,
    PRIMARY KEY (charger_id, sequence)
);

CREATE TABLE charging_session (
    charger_id TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    session_number BIGINT NOT NULL,
    session_id TEXT NOT NULL,
    start_utc_ms BIGINT NOT NULL,
    end_utc_ms BIGINT NOT NULL,
    register_start_milliwatt_hours BIGINT NOT NULL,
    register_end_milliwatt_hours BIGINT NOT NULL,
    hold_reason TEXT NULL,
    hold_detail TEXT NULL,
    message TEXT NOT NULL,
    received_utc_ms BIGINT NOT NULL,
    PRIMARY KEY (charger_id, sequence)
);
CREATE INDEX charging_session_by_number ON charging_session (charger_id, session_number);
CREATE INDEX charging_session_held ON charging_session (received_utc_ms) WHERE hold_reason IS NOT NULL;

CREATE TABLE bill_serial (
    series TEXT NOT NULL,
    bill_year INTEGER NOT NULL,
    last_serial BIGINT NOT NULL,
    PRIMARY KEY (series, bill_year)
);

-- The body is the whole bill as JSON; the columns beside it are for lists and reports.
CREATE TABLE bill (
    bill_number TEXT NOT NULL PRIMARY KEY,
    series TEXT NOT NULL,
    bill_year INTEGER NOT NULL,
    serial BIGINT NOT NULL,
    session_id TEXT NOT NULL UNIQUE,
    charger_id TEXT NOT NULL,
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
CREATE INDEX bill_by_issue ON bill (issued_utc_ms, bill_number);
CREATE INDEX bill_by_charger ON bill (charger_id, start_utc_ms);

CREATE TABLE bill_line (
    bill_number TEXT NOT NULL REFERENCES bill (bill_number),
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

-- Source is 'charger' (a durable record) or 'bridge' (what the bridge found).
CREATE TABLE alert (
    alert_key TEXT NOT NULL PRIMARY KEY,
    charger_id TEXT NOT NULL,
    source TEXT NOT NULL,
    code TEXT NOT NULL,
    severity TEXT NOT NULL,
    is_raised INTEGER NOT NULL,
    at_utc_ms BIGINT NOT NULL,
    received_utc_ms BIGINT NOT NULL,
    detail TEXT NOT NULL,
    message TEXT NULL
);
CREATE INDEX alert_by_time ON alert (received_utc_ms);

-- Messages that could not be taken. The same content again only counts up.
CREATE TABLE quarantine (
    charger_id TEXT NOT NULL,
    topic TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL,
    payload TEXT NOT NULL,
    first_utc_ms BIGINT NOT NULL,
    last_utc_ms BIGINT NOT NULL,
    times_seen BIGINT NOT NULL,
    PRIMARY KEY (charger_id, topic, content_hash)
);
CREATE INDEX quarantine_by_time ON quarantine (last_utc_ms);

CREATE TABLE charger_status (
    charger_id TEXT NOT NULL PRIMARY KEY,
    is_online INTEGER NOT NULL,
    connector_status TEXT NOT NULL,
    error_code TEXT NOT NULL,
    message TEXT NOT NULL,
    at_utc_ms BIGINT NOT NULL
);
