-- What people asked chargers to do, and what came of the asking.
CREATE TABLE charger_command (
    command_id BIGINT NOT NULL PRIMARY KEY,
    charger_id TEXT NOT NULL,
    command TEXT NOT NULL,
    person_name TEXT NOT NULL,
    at_utc_ms BIGINT NOT NULL,
    outcome TEXT NOT NULL
);
CREATE INDEX charger_command_by_charger ON charger_command (charger_id, command_id);

-- When the message came: that of a charger that went away stays the last it told itself, and a technician must see how old it is.
ALTER TABLE charger_status ADD COLUMN online_utc_ms BIGINT NULL;
UPDATE charger_status SET online_utc_ms = at_utc_ms WHERE is_online = 1;

-- The last alerts of one charger, for their snapshots.
CREATE INDEX alert_by_charger_time ON alert (charger_id, received_utc_ms);
