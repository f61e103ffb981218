-- The newest key and password of a charger stay in charger. A former key proves records below end_sequence, or before ended_utc_ms.
ALTER TABLE charger ADD COLUMN key_number BIGINT NOT NULL DEFAULT 1;
ALTER TABLE charger ADD COLUMN revoked_utc_ms BIGINT NULL;

CREATE TABLE charger_former_key (
    charger_id TEXT NOT NULL,
    key_number BIGINT NOT NULL,
    device_key TEXT NOT NULL,
    password_hash TEXT NULL,
    end_sequence BIGINT NULL,
    ended_utc_ms BIGINT NULL,
    PRIMARY KEY (charger_id, key_number)
);

-- What was done about keys, in order; the highest number tells running bridges that they must look again.
CREATE TABLE charger_key_event (
    event_id BIGINT NOT NULL PRIMARY KEY,
    charger_id TEXT NOT NULL,
    at_utc_ms BIGINT NOT NULL,
    event TEXT NOT NULL,
    by_name TEXT NOT NULL,
    reason TEXT NOT NULL
);
CREATE INDEX charger_key_event_of_charger ON charger_key_event (charger_id, event_id);
