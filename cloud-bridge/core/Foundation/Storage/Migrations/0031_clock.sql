-- A bridge does not believe its machine's clock: what it went by itself when this was written, and what the clock said. Gone when it agrees.
CREATE TABLE clock_doubt (
    machine TEXT NOT NULL PRIMARY KEY,
    reason TEXT NOT NULL,
    since_utc_ms BIGINT NOT NULL,
    steady_utc_ms BIGINT NOT NULL,
    machine_utc_ms BIGINT NOT NULL
);

-- An operator said that a machine's clock is right: what it said, and when the newest document was issued by then.
CREATE TABLE clock_acceptance (
    acceptance_id BIGINT NOT NULL PRIMARY KEY,
    machine TEXT NOT NULL,
    told_utc_ms BIGINT NOT NULL,
    newest_utc_ms BIGINT NOT NULL,
    accepted_by TEXT NOT NULL
);
