-- Sessions of people that were signed out before their end, so that no copy of their cookie opens anything. A row is of no use after
-- ends_utc_ms, when the session is over anyway, and goes with the next that is added.
CREATE TABLE signed_out (
    session_id TEXT NOT NULL PRIMARY KEY,
    ends_utc_ms BIGINT NOT NULL
);
CREATE INDEX signed_out_by_end ON signed_out (ends_utc_ms);
