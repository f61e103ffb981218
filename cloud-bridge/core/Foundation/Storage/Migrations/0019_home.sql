-- Who may read an account's chargers over MQTT and nothing else: a home owner's Home Assistant.
CREATE TABLE home (
    home_name TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (account_id),
    password_hash TEXT NOT NULL,
    added_utc_ms BIGINT NOT NULL
);

-- Configurations that an external broker keeps for Home Assistant, so that those of chargers that are gone can be taken back.
CREATE TABLE home_announced (
    topic TEXT NOT NULL PRIMARY KEY
);
