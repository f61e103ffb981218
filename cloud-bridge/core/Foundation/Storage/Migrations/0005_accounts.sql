-- A place with chargers, in one time zone. Address: lines divided by '|'.
CREATE TABLE site (
    site_id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    added_utc_ms BIGINT NOT NULL
);

ALTER TABLE charger ADD COLUMN site_id TEXT NULL REFERENCES site (site_id);
ALTER TABLE charger ADD COLUMN connector_type TEXT NULL;

-- Who is billed: an owner or a fleet. Sessions of nobody's charger that nobody claims stay with the operator and have no account.
CREATE TABLE account (
    account_id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    address TEXT NOT NULL,
    vat_number TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    added_utc_ms BIGINT NOT NULL
);

ALTER TABLE person ADD COLUMN account_id TEXT NULL REFERENCES account (account_id);

-- Whose sessions a charger's are from an instant on; without an account they are the operator's again. The latest that began counts.
CREATE TABLE account_charger (
    charger_id TEXT NOT NULL,
    from_utc_ms BIGINT NOT NULL,
    account_id TEXT NULL REFERENCES account (account_id),
    PRIMARY KEY (charger_id, from_utc_ms)
);

-- Single sessions that somebody claimed while they ran; it counts before the charger's account.
CREATE TABLE session_claim (
    charger_id TEXT NOT NULL,
    session_number BIGINT NOT NULL,
    account_id TEXT NOT NULL REFERENCES account (account_id),
    claimed_utc_ms BIGINT NOT NULL,
    PRIMARY KEY (charger_id, session_number)
);
